/** Seconds as people read them beside a picture. */
export function seconds(value: number): string {
  if (value < 10) return `${value.toFixed(1)} s`;
  if (value < 90) return `${Math.round(value)} s`;
  return `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
}

const dateFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export function date(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : dateFormat.format(time);
}

const relativeFormat = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });
const dayFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const UNITS = [
  ["minute", 60],
  ["hour", 3_600],
  ["day", 86_400],
] as const;

/** "3 hr. ago" within a week, then the day. */
export function ago(iso: string, now: number): string {
  const passed = (now - Date.parse(iso)) / 1_000;
  if (Number.isNaN(passed)) return iso;
  if (passed > 7 * 86_400) return dayFormat.format(Date.parse(iso));
  const [unit, length] = UNITS.findLast(([, from]) => passed >= from) ?? ["second", 1];
  return relativeFormat.format(unit === "second" ? 0 : -Math.round(passed / length), unit);
}

export function bytes(count: number): string {
  if (count < 1_000) return `${count} B`;
  if (count < 1_000_000) return `${Math.round(count / 1_000)} kB`;
  return `${(count / 1_000_000).toFixed(1)} MB`;
}
