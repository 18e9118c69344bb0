import type { Catalogue } from "../catalogue";
import { rangeIn } from "@/text/range-in";
import { pluralIn } from "../plural";

const plural = pluralIn("de");
const pictures = (number: number) => plural(number, { one: `${number} Bild`, other: `${number} Bilder` });

/** The settings as the form calls them. */
const PARAMETERS: Record<string, string> = { steps: "Schritte", guidance: "Prompttreue", quality: "Qualität", seed: "Seed", negativePrompt: "Weglassen", size: "Größe" };

export default {
  looking: "Der Auftrag wird gesucht …",
  painting: (all) => plural(all, { one: `${all} Bild wird gemalt …`, other: `${all} Bilder werden gemalt …` }),
  paintedOf: (painted, all) => `${painted} von ${plural(all, { one: `${all} Bild`, other: `${all} Bildern` })} gemalt`,
  allPainted: (all) => `${pictures(all)} gemalt`,
  nonePainted: "Nichts wurde gemalt",
  failed: (number) => `${number} gescheitert`,
  stopped: (number) => `${number} gestoppt`,
  stopAll: "Alle stoppen",
  compare: "Vergleichen",
  gallery: "In der Galerie",
  trashed: "Diese Bilder liegen im Papierkorb.",
  seedKept: (seed) => `Die nächsten Bilder verwenden Seed ${seed}`,
  stop: (model) => `${model} stoppen`,
  keepSeed: (seed) => `Seed ${seed} für die nächsten Bilder behalten`,
  enlarge: (model) => `Das Bild von ${model} vergrößern`,
  paintedBy: (prompt, model) => `${prompt}, gemalt von ${model}`,
  missing: "Dieses Bild konnte nicht geladen werden.",
  stepsOf: (model) => `Schritte von ${model}`,
  stopping: "Wird gestoppt …",
  waiting: "Wartet",
  triesAgain: (time) => `Neuer Versuch in ${time}`,
  step: (step, steps) => `Schritt ${step}/${steps}`,
  atWork: "Malt",
  painted: "Gemalt",
  notPainted: "Nicht gemalt",
  wasStopped: "Gestoppt",
  mayHaveCost: (money) => `Niemand weiß, wie es ausging; es kann ${money} gekostet haben.`,
  mayBeBilled: "Dieser Versuch wurde möglicherweise berechnet.",
  billedAgain: "Ein neuer Versuch wird vielleicht noch einmal berechnet.",
  costAllTheSame: (cost) => `Gekostet hat es trotzdem ${cost}.`,
  tryAgain: "Noch einmal",
  understoodAs: (reading) => `Verstanden als: ${reading}`,
  note: "Hinweis: ",
  inLine: (ahead) => `Wartet, ${ahead} davor`,
  outcomeUnknown: "Ausgang unbekannt",
  stoppedUnknown: "Gestoppt, doch das Modell hat vielleicht weitergemalt",
  seed: (seed) => `Seed ${seed}`,
  tryAllAgain: (number) => `Die ${number} gescheiterten noch einmal`,
  selectForCompare: (model) => `Das Bild von ${model} vergleichen`,
  compareFull: (most) => `Mehr als ${most} Bilder lassen sich nicht vergleichen`,
  warning: (told) => {
    const name = PARAMETERS[told.parameter] ?? told.parameter;
    const range = rangeIn(told.reason);
    if (told.kind === "ignored") return `${name}: ohne Wirkung`;
    return `${name}: ${told.used} statt ${told.asked}${range ? ` (dieses Modell nimmt ${range[0]} bis ${range[1]})` : ""}`;
  },
  ignores: (parameters) => `Ohne Wirkung: ${parameters.map((name) => PARAMETERS[name] ?? name).join(", ")}`,
} satisfies Catalogue["board"];
