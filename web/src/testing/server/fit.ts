import type { Capability, GenerateRequest, Parameters, Warning } from "@/api/types";

/** What a model makes of a request, and how that differs from what is asked. */
interface Fitted {
  used: Parameters;
  warnings: Warning[];
}

/** The third model of a job takes forty steps at most, whatever it says of itself. */
const MOST_STEPS = 40;

/** What is asked beside the prompt. */
export function parametersOf({ steps, guidance, negativePrompt, quality, size }: GenerateRequest, seed: number): Parameters {
  const [width, height = width] = String(size ?? "").split("x").map(Number);
  return known({ steps, guidance, negativePrompt, quality, size: width && height ? { width, height } : undefined, seed });
}

export function fit(asked: Parameters, request: GenerateRequest, capability: Capability, index: number): Fitted {
  const warnings: Warning[] = [];
  const take = <T extends string | number>(parameter: string, value: T | null | undefined, honoured: unknown, usual?: T) => {
    if (honoured) return value ?? usual;
    if (value != null) warnings.push(warning("ignored", parameter, value, "this model does not take it"));
    return undefined;
  };
  let steps = take("steps", asked.steps, capability.steps, capability.steps?.default);
  if (index === 2 && steps && steps > MOST_STEPS) {
    warnings.push(warning("adapted", "steps", steps, `this model takes 1 to ${MOST_STEPS}`, MOST_STEPS));
    steps = MOST_STEPS;
  }
  const used = known({
    steps,
    guidance: take("guidance", asked.guidance, capability.guidance, capability.guidance?.default),
    quality: take("quality", asked.quality, capability.quality, capability.quality?.default),
    negativePrompt: take("negativePrompt", asked.negativePrompt, capability.negativePrompt),
    seed: take("seed", request.seed, capability.seed, asked.seed),
    size: asked.size ?? capability.sizes.default,
  });
  return { used, warnings };
}

function warning(kind: Warning["kind"], parameter: string, asked: string | number, reason: string, used?: number): Warning {
  if (used === undefined) return { kind, parameter, asked: String(asked), reason, message: `${parameter} ignored: ${reason}` };
  return { kind, parameter, asked: String(asked), used: String(used), reason, message: `${parameter} ${used} used instead of ${asked}: ${reason}` };
}

type Known<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Without what is not said. */
function known<T extends object>(values: T): Known<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value != null)) as Known<T>;
}
