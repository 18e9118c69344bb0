import type { Catalogue } from "../catalogue";

export default {
  home: "Pixel Prompt, prompt nuevo",
  skip: "Ir al contenido",
  views: "Vistas",
  studio: "Estudio",
  gallery: "Galería",
  detail: "Imágenes",
  compare: "Comparar",
  api: "API",
  keys: "Teclas",
  preferences: "Preferencias",
  moment: "Un momento…",
} satisfies Catalogue["shell"];
