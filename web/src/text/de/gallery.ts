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

  more: "Mehr anzeigen",
  moreLoading: "Wird geladen …",
  moreFailed: "Das ging nicht; noch einmal versuchen",

  nothing: {
    yet: "Noch keine Bilder.",
    begin: "Die ersten malen",
    favourites: "Noch keine Favoriten. Das Herz auf einem Bild macht es dazu.",
    trash: "Der Papierkorb ist leer.",
    found: (words) => `Kein Prompt enthält „${words}“.`,
  },

  pictures,
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
    zip: "Alle als Zip",
    favourite: "Favorit",
    trash: "In den Papierkorb",
    restore: "Aus dem Papierkorb holen",
    trashedSince: (when) => `Im Papierkorb seit ${when}.`,
    empty: "Hier sind keine Bilder.",
    emptyWhy: "Nachsehen, was geschehen ist",
    settings: {
      steps: "Schritte",
      guidance: "Führung",
      quality: "Qualität",
      seed: "Seed",
      size: "Größe",
      negativePrompt: "Weggelassen",
    },
  },

  quality: { low: "niedrig", medium: "mittel", high: "hoch", max: "höchste" },

  picture: {
    enlarge: (model) => `Bild von ${model} vergrößern`,
    alt: (prompt, model) => `${prompt}, gemalt von ${model}`,
    seedAgain: (model) => `Seed von ${model} noch einmal verwenden`,
    seedAgainHint: "Dieses Modell mit diesem Seed noch einmal",
    download: (model) => `Bild von ${model} herunterladen`,
    downloadHint: "Herunterladen",
    steps: (count) => `${number(count)} ${form(count, { one: "Schritt", other: "Schritte" })}`,
    guidance: (value) => `Führung ${value}`,
    quality: (level) => `Qualität ${level}`,
    seed: (value) => `Seed ${value}`,
    reading: (words) => `Verstanden als: ${words}`,
    note: (words) => `Hinweis: ${words}`,
  },

  undo: "Rückgängig",
  trashed: "In den Papierkorb gelegt",
  destroyed: "Endgültig gelöscht",
  destroy: {
    act: "Endgültig löschen",
    question: "Diese Bilder endgültig löschen?",
    detail: "Sie und ihre Dateien sind dann weg. Das lässt sich nicht rückgängig machen.",
  },
} satisfies Catalogue["gallery"];
