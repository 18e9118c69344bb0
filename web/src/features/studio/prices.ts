import type { Model, Quality } from "@/api/types";
import { estimateText } from "@/ui/money";
import type { Draft } from "./draft";
import { text } from "./settings-text";

export const QUALITIES: readonly Quality[] = ["low", "medium", "high", "max"];

/** Micro-dollars for one picture as the price list has it; undefined if nobody knows. The server's estimate goes before it. */
export function priceOf({ price, capability }: Model, draft: Pick<Draft, "quality" | "size">): number | undefined {
  if (price.kind === "free") return 0;
  if (price.kind === "unknown") return undefined;
  const [width = 0, height = 0] = draft.size?.split("x").map(Number) ?? [capability.sizes.default.width, capability.sizes.default.height];
  const pixels = width * height;
  const quality = capability.quality && nearest(draft.quality ?? capability.quality.default, capability.quality);
  const rate = price.rates.find((one) => (one.quality == null || one.quality === quality) && (one.maxPixels == null || pixels <= one.maxPixels));
  if (!rate) return undefined;
  const megapixels = pixels / (1 << 20);
  return rate.pictureMicroUsd + Math.ceil(rate.megapixelMicroUsd * (rate.wholeMegapixels ? Math.ceil(megapixels) : megapixels));
}

/** The quality that a model takes for the one that is asked. */
function nearest(asked: Quality, { min, max }: { min: Quality; max: Quality }): Quality {
  const at = Math.min(Math.max(QUALITIES.indexOf(asked), QUALITIES.indexOf(min)), QUALITIES.indexOf(max));
  return QUALITIES[at] ?? asked;
}

/** The price of a model in words. */
export function priceText(microUsd: number | undefined): string {
  return microUsd === undefined ? text().priceUnknown : estimateText(microUsd, 0);
}
