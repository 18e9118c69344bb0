import type { Catalogue } from "../catalogue";
import { pluralIn } from "../plural";

const form = pluralIn("de");
const format = new Intl.NumberFormat("de");
const number = (value: number) => format.format(value);
const pictures = (count: number) => `${number(count)} ${form(count, { one: "Bild", other: "Bilder" })}`;

export default {
  title: "Galerie",
  search: "Prompts durchsuchen",
  loading: "Die Galerie wird geladen",
  show: { label: "Anzeigen", all: "Alle", favourites: "Favoriten", trash: "Papierkorb" },

  moreLoading: "Wird geladen …",
  moreFailed: "Das ging nicht; noch einmal versuchen",
  close: "Schließen",
  done: "Fertig",
  today: "Heute",
  yesterday: "Gestern",

  nothing: {
    yet: "Noch keine Bilder",
    yetHint: "Was gemalt wird, bleibt hier. Ein Anfang: einer dieser Prompts oder ein eigener.",
    begin: "Die ersten malen",
    favourites: "Noch keine Favoriten",
    favouritesHint: "Das Herz auf einem Bild macht es dazu; hier ist es dann zu finden.",
    all: "Alle Bilder anzeigen",
    trash: "Der Papierkorb ist leer",
    trashHint: "Weggeworfenes wartet hier, bis es zurückgeholt oder endgültig gelöscht wird.",
    found: (words) => `Nichts gefunden für „${words}“`,
    foundNone: "Nichts gefunden",
    foundHint: "Kein Prompt enthält alle diese Wörter, oder die Filter lassen nichts übrig.",
    clear: "Suche und Filter aufheben",
  },

  filter: {
    title: "Filter",
    open: (count) => (count === 0 ? "Filter" : `Filter, ${number(count)} gesetzt`),
    active: "Gesetzte Filter",
    model: "Modell",
    anyModel: "Jedes Modell",
    otherModel: "ID eines anderen Modells …",
    modelId: "ID des Modells",
    modelHint: "Auch von einem Modell, das es hier nicht mehr gibt.",
    modelWrong: "Nur Buchstaben, Ziffern und _ . : / -",
    painted: "Gemalt",
    anyTime: "Jederzeit",
    spans: { today: "Heute", week: "Letzte 7 Tage", month: "Letzte 30 Tage" },
    custom: "Von … bis …",
    from: "Von",
    to: "Bis",
    words: (words) => `„${words}“`,
    since: (day) => `Seit ${day}`,
    until: (day) => `Bis ${day}`,
    between: (from, to) => `${from} – ${to}`,
    remove: (filter) => `Filter entfernen: ${filter}`,
    clear: "Filter aufheben",
    clearAll: "Alle aufheben",
  },

  jump: { open: "Zu einem Datum springen", title: "Springen zu", day: "Ein Tag", go: "Los" },

  select: {
    start: "Auswählen",
    label: "Auswahl",
    count: (count) => `${number(count)} ausgewählt`,
    all: (count) => `Alle ${number(count)} geladenen`,
    none: "Keine",
    leave: "Auswahl beenden",
    love: "Favorit",
    unlove: "Kein Favorit",
    compare: "Vergleichen",
    compareHint: "Die ersten Bilder von zwei bis vier",
    compareEmpty: "Zum Vergleichen braucht es mindestens zwei mit einem Bild.",
    download: "Herunterladen",
    trash: "Papierkorb",
    restore: "Zurückholen",
    destroy: "Endgültig löschen",
    stop: "Anhalten",
    progress: (done, total) => `${number(done)} von ${number(total)} erledigt`,
  },
  loved: (count) => (count === 1 ? "Zum Favoriten gemacht" : `${number(count)} zu Favoriten gemacht`),
  unloved: (count) => (count === 1 ? "Kein Favorit mehr" : `${number(count)} sind keine Favoriten mehr`),
  restored: (count) => (count === 1 ? "Aus dem Papierkorb geholt" : `${number(count)} aus dem Papierkorb geholt`),
  downloaded: (count) => `${number(count)} ${form(count, { one: "Datei", other: "Dateien" })} heruntergeladen`,
  failed: (failed, total, reason) => `${number(failed)} von ${number(total)} gingen nicht. ${reason}`,
  stopped: (left, total) => `Angehalten; ${number(left)} von ${number(total)} blieben, wie sie sind.`,

  pictures,
  card: (prompt, facts) => `${prompt}, ${facts}`,
  loadingOne: "Wird geladen …",
  without: {
    pending: "Wartet",
    in_progress: "Wird gemalt",
    completed: "Keine Bilder",
    partial: "Keine Bilder",
    failed: "Nichts gemalt",
    cancelled: "Angehalten",
  },
  love: (prompt) => `Zu den Favoriten: ${prompt}`,
  unlove: (prompt) => `Kein Favorit mehr: ${prompt}`,

  detail: {
    loading: "Die Bilder werden geholt …",
    again: "Noch einmal verwenden",
    compare: "Vergleichen",
    share: "Teilen",
    shared: "Der Link zum Teilen ist kopiert",
    favourite: "Favorit",
    trash: "In den Papierkorb",
    restore: "Aus dem Papierkorb holen",
    trashedSince: (when) => `Im Papierkorb seit ${when}.`,
    empty: "Hier sind keine Bilder.",
    emptyWhy: "Nachsehen, was geschehen ist",
  },

  enlarge: (model) => `Bild von ${model} vergrößern`,

  undo: "Rückgängig",
  trashed: (count) => (count === 1 ? "In den Papierkorb gelegt" : `${number(count)} in den Papierkorb gelegt`),
  destroyed: (count) => (count === 1 ? "Endgültig gelöscht" : `${number(count)} endgültig gelöscht`),
  destroy: {
    act: "Endgültig löschen",
    question: "Diese Bilder endgültig löschen?",
    questionMany: (count) => `${number(count)} ${form(count, { one: "Prompt und seine", other: "Prompts und ihre" })} Bilder endgültig löschen?`,
    detail: "Sie und ihre Dateien sind dann weg. Das lässt sich nicht rückgängig machen.",
  },
} satisfies Catalogue["gallery"];
