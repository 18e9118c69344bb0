import settings from "@/text/en/settings";
import { part } from "@/text/part";

export const text = part("settings", settings);
