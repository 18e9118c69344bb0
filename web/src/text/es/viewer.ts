import type { Catalogue } from "../catalogue";

export default {
  painted: (prompt, model) => `${prompt}, pintado por ${model}`,
  pictureMissing: "No se pudo cargar esta imagen.",
  partMissing: "No se pudo cargar. Comprueba la conexión e inténtalo de nuevo.",

  optionsOf: (model) => `Opciones de la imagen de ${model}`,
  downloadOriginal: "Descargar original",
  downloadWebp: "Descargar como WebP",
  downloadStripped: "Descargar sin metadatos",
  downloadWebpStripped: "WebP sin metadatos",
  copyPicture: "Copiar imagen",
  copyPrompt: "Copiar prompt",
  copyLink: "Copiar enlace",
  pictureCopied: "Imagen copiada",
  promptCopied: "Prompt copiado",
  linkCopied: "Enlace copiado",
  copyRefused: "El navegador no permite copiar desde esta página.",
  reuse: "Reutilizar ajustes",
  again: "Otra vez con esta semilla",
  addToCompare: "Añadir a la comparación",
  takeFromCompare: "Quitar de la comparación",
  compareFull: (most) => `La comparación está llena (${most})`,

  zip: "Todo en ZIP",
  zipFormat: "Formato",
  originals: "Originales",
  webp: "WebP",
  stripMetadata: "Sin metadatos",
  stripHint: "Se quitan de los archivos el prompt, la procedencia y los datos EXIF.",
  manifestHint: "Con manifest.json: el prompt, los modelos y los ajustes de cada imagen.",
  download: "Descargar",
} satisfies Catalogue["viewer"];
