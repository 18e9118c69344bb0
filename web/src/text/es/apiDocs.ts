import type { Catalogue } from "../catalogue";

export default {
  reading: "Leyendo la descripción…",
  tab: "API",
  title: (name) => `API de ${name}`,
  intro: "Todo lo que hace esta página pasa por estas llamadas. Las respuestas son JSON; los errores llevan un código, una frase y una referencia. La descripción completa:",
  parameters: "Parámetros",
  request: "Petición",
  answers: "Respuestas",
  example: "Ejemplo",
  placed: (type, place) => `${type}, en ${place}`,
  exampleOf: (path) => `curl para ${path}`,
  copy: "Copiar",
  copied: "Copiado",
  copyRefused: "El navegador no permite copiar desde esta página; selecciona el texto",
  itsFields: "sus campos",
  otherCalls: "Otras",
  arrayOf: (type) => `lista de ${type}`,
  or: "o",
  and: "y",
  any: "cualquiera",
} satisfies Catalogue["apiDocs"];
