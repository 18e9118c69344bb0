import type { Catalogue } from "../catalogue";
import { pluralIn } from "../plural";

const form = pluralIn("de");

export default {
  title: "Vergleichen",
  gallery: "Galerie",
  fetching: "Bilder werden geholt…",
  tooFew: "Unten zwei bis vier Bilder wählen.",
  missing: (number) => form(number, { one: "Eines der Bilder gibt es nicht mehr.", other: `${number} der Bilder gibt es nicht mehr.` }),
  leaveOut: "Weglassen",

  how: "Art des Vergleichs",
  side: "Nebeneinander",
  sideHint: "Alle auf einmal",
  slider: "Schieber",
  sliderHint: "Das erste über dem zweiten",
  blink: "Blinken",
  blinkHint: "Nacheinander an derselben Stelle",

  zoomIn: "Vergrößern",
  zoomOut: "Verkleinern",
  whole: "Die ganzen Bilder zeigen",
  wheelHint: "Strg und Mausrad zoomen; nach einem Klick das Rad allein",
  stage: "Die Bilder: Plus und Minus zoomen, Pfeiltasten verschieben, 0 zeigt alles",
  over: (first, second) => `Wie viel von ${first} über ${second} zu sehen ist`,
  swap: "Tauschen",
  hold: "Anhalten",
  run: "Blinken",
  next: "Nächstes",

  differences: "Die Einstellungen der Bilder",
  setting: "Einstellung",
  prompt: "Prompt",
  none: "keine",
  enlarge: (name) => `${name} vergrößern`,
  forward: (name) => `${name} nach vorn rücken`,
  remove: (name) => `${name} weglassen`,

  choose: "Bilder zum Vergleichen",
  chooseOf: (prompt) => `Bilder zu „${prompt}“`,
  tray: "Zum Vergleichen beiseitegelegt",
  full: "Höchstens vier: eines weglassen, um ein anderes zu wählen.",
  numbered: (name, number) => `${name} (${number})`,
  seeded: (name, seed) => `${name}, Seed ${seed}`,
} satisfies Catalogue["compare"];
