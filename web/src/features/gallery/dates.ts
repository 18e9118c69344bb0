import { perLanguage } from "@/ui/number-text";

/** The day of a moment, as those who look have it: 2026-11-22. */
export function dayOf(time: number): string {
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The day that is so many days after another; fewer than none for one before. */
export function daysAfter(day: string, days: number): string {
  const date = midnight(day);
  date.setDate(date.getDate() + days);
  return dayOf(date.getTime());
}

/** The moment a day begins where people look from, as the API wants it. */
export const beginOf = (day: string): string => midnight(day).toISOString();

/** The moment a day is over. */
export const endOf = (day: string): string => beginOf(daysAfter(day, 1));

/** Without a zone it is read as local time. */
const midnight = (day: string) => new Date(`${day}T00:00:00`);

const dayFormat = perLanguage((locale) => new Intl.DateTimeFormat(locale, { dateStyle: "medium" }));
const monthFormat = perLanguage((locale) => new Intl.DateTimeFormat(locale, { month: "long", year: "numeric" }));
const timeFormat = perLanguage((locale) => new Intl.DateTimeFormat(locale, { timeStyle: "short" }));
const shortFormat = perLanguage((locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" }));

/** "22 Nov 2026" */
export const dayText = (day: string): string => dayFormat().format(midnight(day));

/** "November 2026" */
export const monthText = (time: number): string => monthFormat().format(time);

/** "14:05" today and yesterday, which the headline names, else "12 Nov". */
export function shortText(time: number, now: number): string {
  const recent = dayOf(time) >= daysAfter(dayOf(now), -1);
  return (recent ? timeFormat() : shortFormat()).format(time);
}
