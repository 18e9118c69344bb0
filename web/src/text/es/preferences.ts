import type { Catalogue } from "../catalogue";

export default {
  language: "Idioma",
  theme: "Aspecto",
  themes: { system: "Como el sistema", light: "Claro", dark: "Oscuro" },
  sounds: "Sonidos al terminar las imágenes",
  install: "Instalar como aplicación",
  keys: "Teclas",
  languageMissing: "No se pudo cargar ese idioma. ¿Hay conexión?",
  notification: "Aviso",
  notifications: "Avisos",
  dismiss: "Descartar",
} satisfies Catalogue["preferences"];
