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
  free: "free",
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
  noKey: "No model here has its key yet",
  leaveOut: "Leave them out",
  begin: "One prompt, painted by every model at once",
  beginHint: "Type what you want to see, or begin with one of these. Each model turns noise into its own picture, step by step.",
  history: "History",
  historyHint: "Prompts that were painted here",
};
