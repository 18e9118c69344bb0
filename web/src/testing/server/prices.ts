import type { Budget, Cost, Estimate, GenerateRequest, Model } from "@/api/types";
import { Refusal } from "./refusal";

export const NOTHING: Cost = { microUsd: 0, certainty: "exact" };

/** Milliseconds until a budget begins anew. */
export const ANEW = 7_200_000;

/** How much may be spent, and has been. In micro-dollars. */
export interface Purse {
  readonly ceiling: number | null;
  readonly spent: number;
  /** Whether models without a price are refused while there is a ceiling. */
  readonly refusesUnknown: boolean;
}

export function costOf(microUsd: number | null): Cost {
  if (microUsd === null) return { microUsd: 0, certainty: "unknown" };
  return { microUsd, certainty: microUsd === 0 ? "exact" : "estimated" };
}

/** Of several together: as sure as the least sure. */
export function sumOf(costs: readonly Cost[]): Cost {
  return {
    microUsd: costs.reduce((sum, cost) => sum + cost.microUsd, 0),
    certainty: (["unknown", "estimated"] as const).find((one) => costs.some((cost) => cost.certainty === one)) ?? "exact",
  };
}

/** Of one megapixel at the quality that is asked, or the model's own. */
export function priceOf({ price, capability }: Model, { quality }: GenerateRequest): number | null {
  if (price.kind === "free") return 0;
  if (price.kind === "unknown") return null;
  const wanted = quality ?? capability.quality?.default;
  const rate = price.rates.find((one) => one.quality == null || one.quality === wanted);
  return rate ? rate.pictureMicroUsd + rate.megapixelMicroUsd : null;
}

/** What a request would cost. Refused where there is a ceiling to keep and nobody knows. */
export function estimateOf(asked: GenerateRequest, chosen: readonly Model[], { ceiling, spent, refusesUnknown }: Purse): Estimate {
  const models = chosen.map((model) => ({ modelId: model.id, microUsd: priceOf(model, asked), parameters: {}, warnings: [] }));
  const unknown = models.filter((model) => model.microUsd === null);
  if (ceiling !== null && refusesUnknown && unknown.length > 0) {
    throw new Refusal(402, "PRICE_UNKNOWN", `Nobody knows what ${unknown.map((model) => model.modelId).join(", ")} costs.`);
  }
  const microUsd = models.reduce((sum, model) => sum + (model.microUsd ?? 0), 0);
  return {
    dryRun: true,
    totalModels: models.length,
    microUsd,
    unknownPrices: unknown.length,
    withinBudget: ceiling === null || microUsd === 0 || spent + microUsd <= ceiling,
    models,
  };
}

export function budgetOf({ ceiling, spent }: Purse): Budget {
  const resetsAt = new Date(Date.now() + ANEW).toISOString();
  return {
    spending: [
      { scope: "daily", spentMicroUsd: spent, limitMicroUsd: ceiling, resetsAt },
      { scope: "monthly", spentMicroUsd: spent, limitMicroUsd: null, resetsAt },
    ],
  };
}
