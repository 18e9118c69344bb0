import type { Catalogue } from "../catalogue";
import { rangeIn } from "@/text/range-in";
import { pluralIn } from "../plural";

const plural = pluralIn("es");
const pictures = (number: number) => plural(number, { one: `${number} imagen`, other: `${number} imágenes` });

/** The settings as the form calls them. */
const PARAMETERS: Record<string, string> = { steps: "Pasos", guidance: "Fidelidad", quality: "Calidad", seed: "Semilla", negativePrompt: "Sin", size: "Tamaño" };

export default {
  looking: "Buscando el encargo…",
  painting: (all) => `Pintando ${pictures(all)}…`,
  paintedOf: (painted, all) => plural(painted, { one: `${painted} de ${pictures(all)} pintada`, other: `${painted} de ${pictures(all)} pintadas` }),
  allPainted: (all) => plural(all, { one: `${all} imagen pintada`, other: `${all} imágenes pintadas` }),
  nonePainted: "No se pintó nada",
  failed: (number) => plural(number, { one: `${number} fallida`, other: `${number} fallidas` }),
  stopped: (number) => plural(number, { one: `${number} detenida`, other: `${number} detenidas` }),
  stopAll: "Detener todo",
  compare: "Comparar",
  gallery: "En la galería",
  trashed: "Estas imágenes están en la papelera.",
  seedKept: (seed) => `Las próximas imágenes usarán la semilla ${seed}`,
  stop: (model) => `Detener ${model}`,
  keepSeed: (seed) => `Conservar la semilla ${seed} para las próximas imágenes`,
  enlarge: (model) => `Ampliar la imagen de ${model}`,
  paintedBy: (prompt, model) => `${prompt}, pintado por ${model}`,
  missing: "No se pudo cargar esta imagen.",
  stepsOf: (model) => `Pasos de ${model}`,
  stopping: "Deteniendo…",
  waiting: "En espera",
  triesAgain: (time) => `Nuevo intento en ${time}`,
  step: (step, steps) => `Paso ${step}/${steps}`,
  atWork: "Pintando",
  painted: "Pintada",
  notPainted: "Sin pintar",
  wasStopped: "Detenida",
  mayHaveCost: (money) => `Nadie sabe cómo acabó; puede haber costado ${money}.`,
  mayBeBilled: "Es posible que este intento se haya cobrado.",
  billedAgain: "Un nuevo intento podría cobrarse otra vez.",
  costAllTheSame: (cost) => `Aun así costó ${cost}.`,
  tryAgain: "Intentar de nuevo",
  understoodAs: (reading) => `Entendido como: ${reading}`,
  note: "Nota: ",
  inLine: (ahead) => `En espera, ${ahead} delante`,
  outcomeUnknown: "Resultado desconocido",
  stoppedUnknown: "Detenida, aunque el modelo quizá siguió",
  seed: (seed) => `semilla ${seed}`,
  tryAllAgain: (number) => `Reintentar las ${number} fallidas`,
  selectForCompare: (model) => `Comparar la imagen de ${model}`,
  compareFull: (most) => `No se pueden comparar más de ${most} imágenes`,
  warning: (told) => {
    const name = PARAMETERS[told.parameter] ?? told.parameter;
    const range = rangeIn(told.reason);
    if (told.kind === "ignored") return `${name}: sin efecto`;
    return `${name}: ${told.used} en vez de ${told.asked}${range ? ` (este modelo admite de ${range[0]} a ${range[1]})` : ""}`;
  },
  ignores: (parameters) => `Sin efecto: ${parameters.map((name) => PARAMETERS[name] ?? name).join(", ")}`,
} satisfies Catalogue["board"];
