import type { Catalogue } from "../catalogue";
import { pluralIn } from "../plural";

const plural = pluralIn("es");
const models = (number: number) => plural(number, { one: `${number} modelo`, other: `${number} modelos` });

export default {
  title: "Estudio",
  form: "Prompt y ajustes",
  prompt: "Prompt",
  placeholder: "¿Qué debe pintar cada modelo?",
  characters: "caracteres",
  random: "Al azar",
  enhance: "Enriquecer",
  enhancing: "Enriqueciendo…",
  enhanceHint: "Proponer versiones más ricas",
  enhanceEmpty: "Escribe primero un prompt que enriquecer",
  enhanceTooLong: (limit) => `Solo se pueden enriquecer prompts de hasta ${limit} caracteres`,
  paint: "Pintar",
  paintWith: (number) => `Pintar con ${models(number)}`,
  paintKeys: "Ctrl + Intro",
  starting: "Empezando…",
  free: "gratis",
  models: "Modelos",
  allModels: (all) => plural(all, { one: `${all} modelo`, other: `Los ${all} modelos` }),
  someModels: (chosen, all) => `${chosen} de ${models(all)}`,
  qualities: { low: "calidad baja", medium: "calidad media", high: "calidad alta", max: "calidad máxima" },
  seed: (seed) => `semilla ${seed}`,
  without: (things) => `sin ${things}`,
  more: "Más",
  less: "Menos",
  promptEmpty: "Escribe primero un prompt",
  promptTooLong: (by) => `Al prompt le ${plural(by, { one: `sobra ${by} carácter`, other: `sobran ${by} caracteres` })}`,
  noModel: "Elige al menos un modelo",
  noKey: "Aquí ningún modelo tiene aún su clave",
  leaveOut: "Dejarlos fuera",
  begin: "Un solo prompt, pintado por todos los modelos a la vez",
  beginHint: "Escribe lo que quieres ver o empieza con uno de estos. Cada modelo convierte el ruido, paso a paso, en su propia imagen.",
  history: "Historial",
  historyHint: "Prompts que ya se pintaron aquí",
} satisfies Catalogue["composer"];
