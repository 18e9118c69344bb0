import composer from "@/text/en/composer";
import { part } from "@/text/part";

export const text = part("composer", composer);
