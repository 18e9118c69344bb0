import { pluralIn } from "../plural";

const form = pluralIn("en");

export default {
  title: "Compare",
  gallery: "Gallery",
  fetching: "Fetching the pictures…",
  tooFew: "Choose two to four pictures below.",
  missing: (number: number) => form(number, { one: "One of the pictures is not there any more.", other: `${number} of the pictures are not there any more.` }),
  leaveOut: "Leave out",

  how: "How to compare",
  side: "Side by side",
  sideHint: "All at once",
  slider: "Slider",
  sliderHint: "The first over the second",
  blink: "Blink",
  blinkHint: "One after the other in the same place",

  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  whole: "Show the whole pictures",
  wheelHint: "Ctrl and the wheel zoom; after a click the wheel alone",
  stage: "The pictures: plus and minus zoom, arrow keys move, 0 shows all",
  over: (first: string, second: string) => `How much of ${first} is shown over ${second}`,
  swap: "Swap",
  hold: "Hold",
  run: "Blink",
  next: "Next",

  differences: "The settings of the pictures",
  setting: "Setting",
  prompt: "Prompt",
  none: "none",
  enlarge: (name: string) => `Enlarge ${name}`,
  forward: (name: string) => `Move ${name} forward`,
  remove: (name: string) => `Leave ${name} out`,

  choose: "Pictures to compare",
  chooseOf: (prompt: string) => `Pictures of “${prompt}”`,
  tray: "Set aside to compare",
  full: "Four at most: leave one out to choose another.",
  numbered: (name: string, number: number) => `${name} (${number})`,
  seeded: (name: string, seed: number) => `${name}, seed ${seed}`,
};
