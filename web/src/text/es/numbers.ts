import type { Catalogue } from "../catalogue";

export default {
  free: "gratis",
  about: (sum) => `unos ${sum}`,
  perhaps: (sum) => `quizá costó ${sum}`,
  costUnknown: "coste desconocido",
  priceUnknown: (models) => `${models} de precio desconocido`,
  plusUnknown: (sum, models) => `${sum} + ${models} sin precio`,
  spent: {
    daily: (spent, limit) => `hoy ${spent} de ${limit}`,
    monthly: (spent, limit) => `este mes ${spent} de ${limit}`,
    clientDaily: (spent, limit) => `tu parte hoy: ${spent} de ${limit}`,
    clientMonthly: (spent, limit) => `tu parte este mes: ${spent} de ${limit}`,
  },
  seconds: (number) => `${number} s`,
  minutes: (minutes, seconds) => `${minutes} min ${seconds} s`,
} satisfies Catalogue["numbers"];
