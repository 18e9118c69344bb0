import type { Catalogue } from "../catalogue";

export default {
  language: "Sprache",
  theme: "Aussehen",
  themes: { system: "Wie das System", light: "Hell", dark: "Dunkel" },
  sounds: "Töne, wenn Bilder fertig sind",
  install: "Als App installieren",
  keys: "Tasten",
  languageMissing: "Diese Sprache konnte nicht geladen werden. Besteht eine Verbindung?",
  notification: "Hinweis",
  notifications: "Hinweise",
  dismiss: "Schließen",
} satisfies Catalogue["preferences"];
