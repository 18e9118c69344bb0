import type { Catalogue } from "../catalogue";

export default {
  loading: "Trayendo las imágenes…",
  gone: "Estas imágenes ya no se comparten.",
  empty: "Aquí todavía no hay imágenes.",
  enlarge: (model) => `Ampliar la imagen de ${model}`,
  madeWith: "Hecho con Pixel Prompt",
} satisfies Catalogue["share"];
