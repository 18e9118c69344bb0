import { pluralIn } from "../plural";

const plural = pluralIn("en");
const pictures = (number: number) => plural(number, { one: `${number} picture`, other: `${number} pictures` });

/** The settings as a sentence calls them. */
const PARAMETERS: Record<string, string> = { negativePrompt: "negative prompt" };

/** A setting that a model did not use as asked; the server says it in English. */
interface Told {
  kind: "adapted" | "ignored";
  parameter: string;
  asked?: string;
  used?: string;
  /** "this model takes 1 to 40" */
  reason: string;
  message: string;
}

/** A job, and the card of each of its runs. */
export default {
  looking: "Looking for the job…",
  painting: (all: number) => `Painting ${pictures(all)}…`,
  paintedOf: (painted: number, all: number) => `${painted} of ${pictures(all)} painted`,
  allPainted: (all: number) => `${pictures(all)} painted`,
  nonePainted: "Nothing was painted",
  failed: (number: number) => `${number} failed`,
  stopped: (number: number) => `${number} stopped`,
  stopAll: "Stop all",
  compare: "Compare",
  gallery: "In the gallery",
  trashed: "These pictures are in the trash.",
  seedKept: (seed: number) => `The next pictures use seed ${seed}`,
  stop: (model: string) => `Stop ${model}`,
  keepSeed: (seed: number) => `Keep seed ${seed} for the next pictures`,
  enlarge: (model: string) => `Enlarge the picture by ${model}`,
  paintedBy: (prompt: string, model: string) => `${prompt}, painted by ${model}`,
  missing: "This picture could not be loaded.",
  stepsOf: (model: string) => `Steps of ${model}`,
  stopping: "Stopping…",
  waiting: "Waiting",
  triesAgain: (time: string) => `Tries again in ${time}`,
  step: (step: number, steps: number) => `Step ${step}/${steps}`,
  atWork: "Painting",
  painted: "Painted",
  notPainted: "Not painted",
  wasStopped: "Stopped",
  mayHaveCost: (money: string) => `Nobody knows how it went; it may have cost ${money}.`,
  mayBeBilled: "This attempt may have been billed.",
  billedAgain: "Trying again may be billed once more.",
  costAllTheSame: (cost: string) => `It cost ${cost} all the same.`,
  tryAgain: "Try again",
  understoodAs: (reading: string) => `Understood as: ${reading}`,
  note: "Note: ",
  inLine: (ahead: number) => `Waiting, ${ahead} before it`,
  outcomeUnknown: "Outcome unknown",
  stoppedUnknown: "Stopped, but the model may have gone on",
  seed: (seed: number) => `seed ${seed}`,
  tryAllAgain: (number: number) => `Try the ${number} failed again`,
  selectForCompare: (model: string) => `Compare the picture by ${model}`,
  compareFull: (most: number) => `No more than ${most} pictures can be compared`,
  warning: ({ message }: Told) => message.charAt(0).toUpperCase() + message.slice(1),
  ignores: (parameters: readonly string[]) => `Ignores ${parameters.map((name) => PARAMETERS[name] ?? name).join(", ")}`,
};
