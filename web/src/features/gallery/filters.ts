import type { GalleryFilter } from "@/api/gallery-list";
import { type GalleryChoice, navigate } from "@/ui/route";
import { beginOf, dayText, daysAfter, endOf } from "./dates";
import { savePlace } from "./place";
import { text } from "./text";

/** What the API is asked for a choice: days become moments in the time zone of whoever looks. */
export function filterOf({ q, model, from, to, show }: GalleryChoice): GalleryFilter {
  return {
    ...(q && { q }),
    ...(model && { model }),
    ...(from && { from: beginOf(from) }),
    ...(to && { to: endOf(to) }),
    ...(show === "favourites" && { favourite: true }),
    ...(show === "trash" && { trashed: true }),
  };
}

/** Shows another choice in place of this one; it begins at its top. */
export function choose(choice: GalleryChoice): void {
  savePlace(undefined);
  navigate({ view: "gallery", ...choice }, { replace: true });
}

/** The spans that people ask for most, in days before today. */
export const SPANS = { today: 0, week: 6, month: 29 } as const;

export type Span = keyof typeof SPANS;

/** The days of a span. */
export const spanFrom = (span: Span, today: string): Pick<GalleryChoice, "from" | "to"> => ({
  from: daysAfter(today, -SPANS[span]),
  to: undefined,
});

/** Which span a choice is, if it is one. */
export function spanOf({ from, to }: GalleryChoice, today: string): Span | undefined {
  if (!from || to) return undefined;
  return (Object.keys(SPANS) as Span[]).find((span) => daysAfter(today, -SPANS[span]) === from);
}

/** How many filters are set in the panel. */
export const filtersSet = ({ model, from, to }: GalleryChoice): number => [model, from ?? to].filter(Boolean).length;

/** Whether anything keeps galleries out of sight. */
export const isNarrowed = (choice: GalleryChoice): boolean => Boolean(choice.q) || filtersSet(choice) > 0;

/** "Last 7 days", "Since 3 Mar 2026", "Until …", "… – …" */
export function spanText(choice: GalleryChoice, today: string): string | undefined {
  const t = text().filter;
  const { from, to } = choice;
  const span = spanOf(choice, today);
  if (span) return t.spans[span];
  if (from && from === to) return dayText(from);
  if (from && to) return t.between(dayText(from), dayText(to));
  if (from) return t.since(dayText(from));
  return to && t.until(dayText(to));
}

/** What a model's id is made of. */
export const isModelId = (id: string): boolean => /^[A-Za-z0-9_.:/-]{1,100}$/.test(id);
