import type { Catalogue } from "../catalogue";
import { pluralIn } from "../plural";

const form = pluralIn("es");

export default {
  title: "Comparar",
  gallery: "Galería",
  fetching: "Cargando las imágenes…",
  tooFew: "Elige abajo de dos a cuatro imágenes.",
  missing: (number) => form(number, { one: "Una de las imágenes ya no existe.", other: `${number} de las imágenes ya no existen.` }),
  leaveOut: "Quitar",

  how: "Modo de comparación",
  side: "Lado a lado",
  sideHint: "Todas a la vez",
  slider: "Deslizador",
  sliderHint: "La primera sobre la segunda",
  blink: "Parpadeo",
  blinkHint: "Una tras otra en el mismo lugar",

  zoomIn: "Acercar",
  zoomOut: "Alejar",
  whole: "Mostrar las imágenes enteras",
  wheelHint: "Ctrl y la rueda amplían; tras un clic, la rueda sola",
  stage: "Las imágenes: más y menos acercan y alejan, las flechas mueven, 0 muestra todo",
  over: (first, second) => `Cuánto se ve de ${first} sobre ${second}`,
  swap: "Intercambiar",
  hold: "Detener",
  run: "Parpadear",
  next: "Siguiente",

  differences: "Los ajustes de las imágenes",
  setting: "Ajuste",
  prompt: "Prompt",
  none: "ninguno",
  enlarge: (name) => `Ampliar ${name}`,
  forward: (name) => `Mover ${name} hacia delante`,
  remove: (name) => `Quitar ${name}`,

  choose: "Imágenes para comparar",
  chooseOf: (prompt) => `Imágenes de «${prompt}»`,
  tray: "Apartadas para comparar",
  full: "Cuatro como máximo: quita una para elegir otra.",
  numbered: (name, number) => `${name} (${number})`,
  seeded: (name, seed) => `${name}, semilla ${seed}`,
} satisfies Catalogue["compare"];
