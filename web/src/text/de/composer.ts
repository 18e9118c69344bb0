import type { Catalogue } from "../catalogue";
import { pluralIn } from "../plural";

const plural = pluralIn("de");

export default {
  title: "Studio",
  form: "Prompt und Einstellungen",
  prompt: "Prompt",
  placeholder: "Was sollen alle Modelle malen?",
  characters: "Zeichen",
  random: "Zufall",
  enhance: "Ausbauen",
  enhancing: "Wird ausgebaut …",
  enhanceHint: "Reichere Fassungen vorschlagen lassen",
  enhanceEmpty: "Erst einen Prompt eingeben, der ausgebaut werden soll",
  enhanceTooLong: (limit) => `Nur Prompts bis ${limit} Zeichen lassen sich ausbauen`,
  paint: "Malen",
  paintWith: (number) => `Mit ${plural(number, { one: `${number} Modell`, other: `${number} Modellen` })} malen`,
  paintKeys: "Strg + Eingabe",
  starting: "Startet …",
  models: "Modelle",
  allModels: (all) => plural(all, { one: `${all} Modell`, other: `Alle ${all} Modelle` }),
  someModels: (chosen, all) => `${chosen} von ${plural(all, { one: `${all} Modell`, other: `${all} Modellen` })}`,
  qualities: { low: "niedrige Qualität", medium: "mittlere Qualität", high: "hohe Qualität", max: "höchste Qualität" },
  seed: (seed) => `Seed ${seed}`,
  without: (things) => `ohne ${things}`,
  more: "Mehr",
  less: "Weniger",
  promptEmpty: "Erst einen Prompt eingeben",
  promptTooLong: (by) => `Der Prompt ist ${by} Zeichen zu lang`,
  noModel: "Mindestens ein Modell wählen",
  noKey: "Noch hat hier kein Modell einen Schlüssel",
  leaveOut: "Weglassen",
  begin: "Ein Prompt, von allen Modellen zugleich gemalt",
  beginHint: "Eintippen, was zu sehen sein soll, oder hiermit beginnen. Jedes Modell macht aus Rauschen Schritt für Schritt ein eigenes Bild.",
  history: "Verlauf",
  historyHint: "Was hier schon gemalt wurde",
} satisfies Catalogue["composer"];
