import type { Catalogue } from "../catalogue";

export default {
  painted: (prompt, model) => `${prompt}, gemalt von ${model}`,
  pictureMissing: "Dieses Bild konnte nicht geladen werden.",
  partMissing: "Das konnte nicht geladen werden. Verbindung prüfen und noch einmal versuchen.",

  optionsOf: (model) => `Optionen für das Bild von ${model}`,
  downloadOriginal: "Original herunterladen",
  downloadWebp: "Als WebP herunterladen",
  downloadStripped: "Ohne Metadaten herunterladen",
  downloadWebpStripped: "WebP ohne Metadaten",
  copyPicture: "Bild kopieren",
  copyPrompt: "Prompt kopieren",
  copyLink: "Link kopieren",
  pictureCopied: "Bild kopiert",
  promptCopied: "Prompt kopiert",
  linkCopied: "Link kopiert",
  copyRefused: "Der Browser lässt diese Seite nicht kopieren.",
  reuse: "Einstellungen übernehmen",
  again: "Noch einmal mit diesem Seed",
  addToCompare: "Zum Vergleich hinzufügen",
  takeFromCompare: "Aus dem Vergleich nehmen",
  compareFull: (most) => `Vergleich ist voll (${most})`,

  zip: "Alle als ZIP",
  zipFormat: "Format",
  originals: "Originale",
  webp: "WebP",
  stripMetadata: "Ohne Metadaten",
  stripHint: "Prompt, Herkunft und EXIF werden aus den Dateien entfernt.",
  manifestHint: "Mit manifest.json: Prompt, Modelle und Einstellungen jedes Bildes.",
  download: "Herunterladen",
} satisfies Catalogue["viewer"];
