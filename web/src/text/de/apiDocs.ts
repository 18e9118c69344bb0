import type { Catalogue } from "../catalogue";

export default {
  reading: "Beschreibung wird gelesen…",
  tab: "API",
  title: (name) => `API von ${name}`,
  intro: "Alles, was diese Seite tut, geht durch diese Aufrufe. Antworten sind JSON; Fehler tragen einen Code, einen Satz und eine Referenz. Die ganze Beschreibung:",
  parameters: "Parameter",
  request: "Anfrage",
  answers: "Antworten",
  example: "Beispiel",
  placed: (type, place) => `${type}, in ${place}`,
  exampleOf: (path) => `curl für ${path}`,
  copy: "Kopieren",
  copied: "Kopiert",
  copyRefused: "Der Browser lässt diese Seite nicht kopieren; den Text stattdessen markieren",
  itsFields: "seine Felder",
  otherCalls: "Andere",
  arrayOf: (type) => `Liste von ${type}`,
  or: "oder",
  and: "und",
  any: "beliebig",
} satisfies Catalogue["apiDocs"];
