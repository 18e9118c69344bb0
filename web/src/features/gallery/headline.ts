import { monthText } from "./dates";
import type { Section } from "./layout";
import { text } from "./text";

/** "Today", "Yesterday", "March 2026" */
export function headlineText({ key, time }: Section): string {
  if (key === "today" || key === "yesterday") return text()[key];
  return monthText(time);
}
