import compare from "@/text/en/compare";
import { part } from "@/text/part";

export const text = part("compare", compare);
