import type { Catalogue } from "../catalogue";

export default {
  free: "gratis",
  about: (sum) => `etwa ${sum}`,
  perhaps: (sum) => `hat vielleicht ${sum} gekostet`,
  costUnknown: "Kosten unbekannt",
  priceUnknown: (models) => `${models} mit unbekanntem Preis`,
  plusUnknown: (sum, models) => `${sum} + ${models} unbekannt`,
  spent: {
    daily: (spent, limit) => `heute ${spent} von ${limit}`,
    monthly: (spent, limit) => `diesen Monat ${spent} von ${limit}`,
    clientDaily: (spent, limit) => `eigener Anteil heute ${spent} von ${limit}`,
    clientMonthly: (spent, limit) => `eigener Anteil diesen Monat ${spent} von ${limit}`,
  },
  seconds: (number) => `${number} s`,
  minutes: (minutes, seconds) => `${minutes} min ${seconds} s`,
} satisfies Catalogue["numbers"];
