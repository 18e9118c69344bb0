import type { Cost, Spending } from "@/api/types";
import { locale, numberText } from "./number-text";

const DOLLAR = 1_000_000;

/** A sum of micro-dollars: cents, and below ten cents two figures that say something. */
export function money(microUsd: number): string {
  const dollars = microUsd / DOLLAR;
  const places = dollars === 0 || dollars >= 0.1 ? 2 : Math.max(2, 1 - Math.floor(Math.log10(dollars)));
  return new Intl.NumberFormat(locale(), {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 2,
    maximumFractionDigits: places,
  }).format(dollars);
}

/** What something did cost, and how sure that is. */
export function costText({ microUsd, certainty }: Cost): string {
  const t = numberText();
  if (certainty === "unknown") return microUsd === 0 ? t.costUnknown : t.perhaps(money(microUsd));
  if (microUsd === 0) return t.free;
  return certainty === "exact" ? money(microUsd) : t.about(money(microUsd));
}

/** The same where free goes without saying. */
export function spentText(cost: Cost): string | undefined {
  return cost.certainty !== "unknown" && cost.microUsd === 0 ? undefined : costText(cost);
}

/** What a number of pictures is going to cost: what is known of it, and for how many nobody knows. */
export function estimateText(microUsd: number, unknown: number): string {
  const t = numberText();
  const known = microUsd === 0 ? t.free : t.about(money(microUsd));
  if (unknown === 0) return known;
  return microUsd === 0 ? t.priceUnknown(unknown) : t.plusUnknown(money(microUsd), unknown);
}

/** "today $0.32 of $5.00"; undefined where there is no ceiling. */
export function spendingText({ scope, spentMicroUsd, limitMicroUsd }: Spending): string | undefined {
  return limitMicroUsd == null ? undefined : numberText().spent[scope](money(spentMicroUsd), money(limitMicroUsd));
}
