import type { Catalogue } from "../catalogue";
import { pluralIn } from "../plural";

const form = pluralIn("es");
const format = new Intl.NumberFormat("es");
const number = (value: number) => format.format(value);
const pictures = (count: number) => `${number(count)} ${form(count, { one: "imagen", other: "imágenes" })}`;

export default {
  title: "Galería",
  search: "Buscar en los prompts",
  loading: "Cargando la galería",
  show: { label: "Mostrar", all: "Todo", favourites: "Favoritos", trash: "Papelera" },

  more: "Mostrar más",
  moreLoading: "Cargando…",
  moreFailed: "No ha funcionado; intentar de nuevo",

  nothing: {
    yet: "Todavía no hay imágenes.",
    begin: "Pintar las primeras",
    favourites: "Todavía no hay favoritos. El corazón de una imagen la convierte en uno.",
    trash: "La papelera está vacía.",
    found: (words) => `Ningún prompt contiene «${words}».`,
  },

  pictures,
  without: {
    pending: "En espera",
    in_progress: "Pintando",
    completed: "Sin imágenes",
    partial: "Sin imágenes",
    failed: "No se pintó nada",
    cancelled: "Detenido",
  },
  love: (prompt) => `Añadir a favoritos: ${prompt}`,
  unlove: (prompt) => `Quitar de favoritos: ${prompt}`,

  detail: {
    loading: "Trayendo las imágenes…",
    again: "Usar de nuevo",
    compare: "Comparar",
    zip: "Todo en un zip",
    favourite: "Favorito",
    trash: "Mover a la papelera",
    restore: "Sacar de la papelera",
    trashedSince: (when) => `En la papelera desde el ${when}.`,
    empty: "Aquí no hay imágenes.",
    emptyWhy: "Ver qué ocurrió",
    settings: {
      steps: "Pasos",
      guidance: "Guía",
      quality: "Calidad",
      seed: "Semilla",
      size: "Tamaño",
      negativePrompt: "Excluido",
    },
  },

  quality: { low: "baja", medium: "media", high: "alta", max: "máxima" },

  picture: {
    enlarge: (model) => `Ampliar la imagen de ${model}`,
    alt: (prompt, model) => `${prompt}, pintado por ${model}`,
    seedAgain: (model) => `Usar de nuevo la semilla de ${model}`,
    seedAgainHint: "Otra vez este modelo y esta semilla",
    download: (model) => `Descargar la imagen de ${model}`,
    downloadHint: "Descargar",
    steps: (count) => `${number(count)} ${form(count, { one: "paso", other: "pasos" })}`,
    guidance: (value) => `guía ${value}`,
    quality: (level) => `calidad ${level}`,
    seed: (value) => `semilla ${value}`,
    reading: (words) => `Entendido como: ${words}`,
    note: (words) => `Nota: ${words}`,
  },

  undo: "Deshacer",
  trashed: "Movido a la papelera",
  destroyed: "Eliminado definitivamente",
  destroy: {
    act: "Eliminar definitivamente",
    question: "¿Eliminar estas imágenes definitivamente?",
    detail: "Desaparecerán junto con sus archivos. No se puede deshacer.",
  },
} satisfies Catalogue["gallery"];
