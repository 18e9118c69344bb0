import { pluralIn } from "../plural";

const plural = pluralIn("en");
const models = (number: number) => plural(number, { one: `${number} model`, other: `${number} models` });

/** The first view of the studio. */
export default {
  title: "Studio",
  form: "Prompt and settings",
  prompt: "Prompt",
  placeholder: "What should every model paint?",
  characters: "characters",
  random: "Random",
  enhance: "Enhance",
  enhancing: "Enhancing…",
  enhanceHint: "Propose richer wordings",
  enhanceEmpty: "Type a prompt to enhance",
  enhanceTooLong: (limit: number) => `Only prompts of up to ${limit} characters can be enhanced`,
  paint: "Paint",
  paintWith: (number: number) => `Paint with ${models(number)}`,
  paintKeys: "Ctrl + Enter",
  starting: "Starting…",
  preset: "Preset",
  presets: { fast: "Fast", quality: "Quality", creative: "Creative" },
  presetHints: {
    fast: "Half the steps",
    quality: "Twice the steps",
    creative: "A loose hold on the prompt, and a new seed every time",
  },
  steps: "Steps",
  guidance: "Guidance",
  ignoredBy: (names: readonly string[]) => `Ignored by ${names.length > 2 ? models(names.length) : names.join(", ")}`,
  models: "Models",
  allModels: (all: number) => `All ${models(all)}`,
  someModels: (chosen: number, all: number) => `${chosen} of ${models(all)}`,
  qualities: { low: "low quality", medium: "medium quality", high: "high quality", max: "highest quality" },
  seed: (seed: number) => `seed ${seed}`,
  without: (things: string) => `without ${things}`,
  more: "More",
  less: "Less",
  promptEmpty: "Type a prompt first",
  promptTooLong: (by: number) => `The prompt is ${plural(by, { one: `${by} character`, other: `${by} characters` })} too long`,
  noModel: "Choose at least one model",
  leaveOut: "Leave them out",
  begin: "Begin with one of these, or type your own",
};
