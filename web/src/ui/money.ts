import type { Cost, Spending } from "@/api/types";

const DOLLAR = 1_000_000;

/** A sum of micro-dollars: cents, and below ten cents two figures that say something. */
export function money(microUsd: number): string {
  const dollars = microUsd / DOLLAR;
  if (dollars === 0 || dollars >= 0.1) return `$${dollars.toFixed(2)}`;
  const places = Math.max(2, 1 - Math.floor(Math.log10(dollars)));
  return `$${dollars.toFixed(places).replace(/(\.\d\d\d*?)0+$/, "$1")}`;
}

/** What something did cost, and how sure that is. */
export function costText({ microUsd, certainty }: Cost): string {
  if (certainty === "unknown") return microUsd === 0 ? "cost unknown" : `may have cost ${money(microUsd)}`;
  if (microUsd === 0) return "free";
  return certainty === "exact" ? money(microUsd) : `about ${money(microUsd)}`;
}

/** The same where free goes without saying. */
export function spentText(cost: Cost): string | undefined {
  return cost.certainty !== "unknown" && cost.microUsd === 0 ? undefined : costText(cost);
}

/** What a number of pictures is going to cost: what is known of it, and for how many nobody knows. */
export function estimateText(microUsd: number, unknown: number): string {
  const known = microUsd === 0 ? "free" : `about ${money(microUsd)}`;
  if (unknown === 0) return known;
  return microUsd === 0 ? `${unknown} of unknown price` : `${money(microUsd)} + ${unknown} unknown`;
}

const SCOPES: Record<Spending["scope"], string> = {
  daily: "today",
  monthly: "this month",
  clientDaily: "yours today",
  clientMonthly: "yours this month",
};

/** "today $0.32 of $5.00"; undefined where there is no ceiling. */
export function spendingText({ scope, spentMicroUsd, limitMicroUsd }: Spending): string | undefined {
  return limitMicroUsd == null ? undefined : `${SCOPES[scope]} ${money(spentMicroUsd)} of ${money(limitMicroUsd)}`;
}
