import type { Catalogue } from "../catalogue";

export default {
  loading: "Die Bilder werden geholt …",
  gone: "Diese Bilder werden nicht mehr geteilt.",
  empty: "Hier sind noch keine Bilder.",
  enlarge: (model) => `Bild von ${model} vergrößern`,
  madeWith: "Gemacht mit Pixel Prompt",
} satisfies Catalogue["share"];
