import { locale, numberText, perLanguage } from "./number-text";

/** A number with as many decimals as are said. */
export function decimal(value: number, places = 0): string {
  return new Intl.NumberFormat(locale(), { minimumFractionDigits: places, maximumFractionDigits: places }).format(value);
}

/** Seconds as people read them beside a picture. */
export function seconds(value: number): string {
  const t = numberText();
  if (value < 10) return t.seconds(decimal(value, 1));
  if (value < 90) return t.seconds(decimal(value));
  return t.minutes(Math.floor(value / 60), Math.round(value % 60));
}

const dateFormat = perLanguage((locale) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }));

export function date(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : dateFormat().format(time);
}

const momentFormat = perLanguage((locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" }));

/** The same where there is little room, and the year goes without saying. */
export function moment(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : momentFormat().format(time);
}

const relativeFormat = perLanguage((locale) => new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }));
const dayFormat = perLanguage((locale) => new Intl.DateTimeFormat(locale, { dateStyle: "medium" }));
const UNITS = [
  ["minute", 60],
  ["hour", 3_600],
  ["day", 86_400],
] as const;

/** "3 hr. ago" within a week, then the day. */
export function ago(iso: string, now: number): string {
  const passed = (now - Date.parse(iso)) / 1_000;
  if (Number.isNaN(passed)) return iso;
  if (passed > 7 * 86_400) return dayFormat().format(Date.parse(iso));
  const [unit, length] = UNITS.findLast(([, from]) => passed >= from) ?? ["second", 1];
  return relativeFormat().format(unit === "second" ? 0 : -Math.round(passed / length), unit);
}

/** The size of a file. */
export function bytes(count: number): string {
  if (count < 1_000) return `${count} B`;
  if (count < 1_000_000) return `${Math.round(count / 1_000)} kB`;
  return `${decimal(count / 1_000_000, 1)} MB`;
}
