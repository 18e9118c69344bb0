import type { Catalogue } from "../catalogue";

export default {
  home: "Pixel Prompt, neuer Prompt",
  skip: "Zum Inhalt",
  views: "Ansichten",
  studio: "Studio",
  gallery: "Galerie",
  detail: "Bilder",
  compare: "Vergleich",
  api: "API",
  keys: "Tasten",
  preferences: "Einstellungen",
  moment: "Einen Moment …",
} satisfies Catalogue["shell"];
