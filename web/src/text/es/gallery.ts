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

  moreLoading: "Cargando…",
  moreFailed: "No ha funcionado; intentar de nuevo",
  close: "Cerrar",
  done: "Listo",
  today: "Hoy",
  yesterday: "Ayer",

  nothing: {
    yet: "Todavía no hay imágenes",
    yetHint: "Lo que se pinta se queda aquí. Para empezar, uno de estos prompts o uno propio.",
    begin: "Pintar las primeras",
    favourites: "Todavía no hay favoritos",
    favouritesHint: "El corazón de una imagen la convierte en uno, para encontrarla aquí.",
    all: "Mostrar todas las imágenes",
    trash: "La papelera está vacía",
    trashHint: "Lo que se tira espera aquí hasta que se recupere o se elimine definitivamente.",
    found: (words) => `Nada encontrado para «${words}»`,
    foundNone: "Nada encontrado",
    foundHint: "Ningún prompt tiene todas estas palabras, o los filtros no dejan nada.",
    clear: "Quitar búsqueda y filtros",
  },

  filter: {
    title: "Filtrar",
    open: (count) => (count === 0 ? "Filtrar" : `Filtrar, ${number(count)} ${form(count, { one: "activo", other: "activos" })}`),
    active: "Filtros activos",
    model: "Modelo",
    anyModel: "Cualquier modelo",
    otherModel: "Id de otro modelo…",
    modelId: "Id del modelo",
    modelHint: "También de un modelo que ya no está aquí.",
    modelWrong: "Solo letras, cifras y _ . : / -",
    painted: "Pintado",
    anyTime: "En cualquier momento",
    spans: { today: "Hoy", week: "Últimos 7 días", month: "Últimos 30 días" },
    custom: "Desde … hasta …",
    from: "Desde",
    to: "Hasta",
    words: (words) => `«${words}»`,
    since: (day) => `Desde el ${day}`,
    until: (day) => `Hasta el ${day}`,
    between: (from, to) => `${from} – ${to}`,
    remove: (filter) => `Quitar filtro: ${filter}`,
    clear: "Quitar filtros",
    clearAll: "Quitar todo",
  },

  jump: { open: "Saltar a una fecha", title: "Saltar a", day: "Un día", go: "Ir" },

  select: {
    start: "Seleccionar",
    label: "Selección",
    count: (count) => `${number(count)} ${form(count, { one: "seleccionado", other: "seleccionados" })}`,
    all: (count) => `Los ${number(count)} cargados`,
    none: "Ninguno",
    leave: "Dejar de seleccionar",
    love: "Favorito",
    unlove: "No favorito",
    compare: "Comparar",
    compareHint: "Las primeras imágenes de dos a cuatro",
    compareEmpty: "Para comparar hacen falta al menos dos con una imagen.",
    download: "Descargar",
    trash: "Papelera",
    restore: "Recuperar",
    destroy: "Eliminar del todo",
    stop: "Detener",
    progress: (done, total) => `${number(done)} de ${number(total)} hechos`,
  },
  loved: (count) => (count === 1 ? "Añadido a favoritos" : `${number(count)} añadidos a favoritos`),
  unloved: (count) => (count === 1 ? "Quitado de favoritos" : `${number(count)} quitados de favoritos`),
  restored: (count) => (count === 1 ? "Sacado de la papelera" : `${number(count)} sacados de la papelera`),
  downloaded: (count) => `${number(count)} ${form(count, { one: "archivo descargado", other: "archivos descargados" })}`,
  failed: (failed, total, reason) => `${number(failed)} de ${number(total)} no han funcionado. ${reason}`,
  stopped: (left, total) => `Detenido; ${number(left)} de ${number(total)} quedan como estaban.`,

  pictures,
  card: (prompt, facts) => `${prompt}, ${facts}`,
  loadingOne: "Cargando…",
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
    share: "Compartir",
    shared: "El enlace para compartir está copiado",
    favourite: "Favorito",
    trash: "Mover a la papelera",
    restore: "Sacar de la papelera",
    trashedSince: (when) => `En la papelera desde el ${when}.`,
    empty: "Aquí no hay imágenes.",
    emptyWhy: "Ver qué ocurrió",
  },

  enlarge: (model) => `Ampliar la imagen de ${model}`,

  undo: "Deshacer",
  trashed: (count) => (count === 1 ? "Movido a la papelera" : `${number(count)} movidos a la papelera`),
  destroyed: (count) => (count === 1 ? "Eliminado definitivamente" : `${number(count)} eliminados definitivamente`),
  destroy: {
    act: "Eliminar definitivamente",
    question: "¿Eliminar estas imágenes definitivamente?",
    questionMany: (count) => `¿Eliminar definitivamente ${number(count)} ${form(count, { one: "prompt y sus", other: "prompts y sus" })} imágenes?`,
    detail: "Desaparecerán junto con sus archivos. No se puede deshacer.",
  },
} satisfies Catalogue["gallery"];
