import type { Capability, Model, Quality } from "@/api/types";
import { type Draft, sizeText } from "./draft";
import { QUALITIES } from "./prices";

/** The qualities that any model takes; undefined if none has the knob. */
export function qualitiesOf(models: readonly Model[]): { values: Quality[]; without: string[] } | undefined {
  const knobs = models.flatMap((model) => model.capability.quality ?? []);
  if (knobs.length === 0) return undefined;
  const rank = (quality: Quality) => QUALITIES.indexOf(quality);
  return {
    values: QUALITIES.filter((one) => knobs.some(({ min, max }) => rank(one) >= rank(min) && rank(one) <= rank(max))),
    without: models.filter((model) => !model.capability.quality).map((model) => model.name),
  };
}

/** Sides that people ask for. */
const USUAL_SQUARES = [64, 256, 512, 768, 1024, 1536, 2048].map((side) => [side, side] as const);
/** The longer and the shorter side of what is not a square. */
const USUAL_OBLONGS = [[768, 512], [1024, 768], [1216, 832], [1344, 768], [1536, 1024]] as const;

/** The sizes to offer: what the models list, and the usual ones where a grid has them. */
export function sizesOf(models: readonly Model[]): string[] {
  const sizes = new Map<string, number>();
  const add = (width: number, height: number) => sizes.set(sizeText({ width, height }), width * height);
  for (const { capability } of models) {
    const { sizes: offered } = capability;
    add(offered.default.width, offered.default.height);
    if (offered.kind === "listed") {
      for (const size of offered.others) add(size.width, size.height);
      continue;
    }
    const usual = [...USUAL_SQUARES, ...USUAL_OBLONGS, ...USUAL_OBLONGS.map(([longer, shorter]) => [shorter, longer] as const)];
    for (const [width, height] of usual) if (paints(capability, width, height)) add(width, height);
  }
  return [...sizes].sort((a, b) => a[1] - b[1]).map(([text]) => text);
}

/** Whether a model paints just this size; another one is brought to the nearest that it does paint. */
function paints({ sizes }: Capability, width: number, height: number): boolean {
  const { default: own } = sizes;
  if (width === own.width && height === own.height) return true;
  if (sizes.kind === "listed") return sizes.others.some((size) => size.width === width && size.height === height);
  const onGrid = (side: number) => side >= sizes.min && side <= sizes.max && (side - sizes.min) % Math.max(1, sizes.step) === 0;
  return (!sizes.square || width === height) && onGrid(width) && onGrid(height);
}

/** The models that paint another size than the one that is asked. */
export function otherSize(models: readonly Model[], size: string | undefined): string[] {
  const [width, height] = size?.split("x").map(Number) ?? [];
  if (width === undefined || height === undefined) return [];
  return models.filter(({ capability }) => !paints(capability, width, height)).map((model) => model.name);
}

export type Ignored = "steps" | "guidance" | "quality" | "seed" | "negative";

/** The settings of a draft that a model has no use for. */
export function ignoredSettings({ capability }: Model, draft: Draft): Ignored[] {
  const asked: Record<Ignored, boolean> = {
    steps: draft.steps !== undefined && !capability.steps,
    guidance: draft.guidance !== undefined && !capability.guidance,
    quality: draft.quality !== undefined && !capability.quality,
    seed: draft.seed !== undefined && !capability.seed,
    negative: draft.negativePrompt.trim() !== "" && !capability.negativePrompt,
  };
  return (Object.keys(asked) as Ignored[]).filter((setting) => asked[setting]);
}
