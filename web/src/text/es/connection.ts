import type { Catalogue } from "../catalogue";

export default {
  offline: "Este dispositivo no tiene conexión. Lo que ya se vio sigue aquí; pintar espera a la conexión.",
  down: "El servidor no responde. Se le vuelve a preguntar cada pocos segundos.",
  back: "Ha vuelto la conexión.",
  offlineNow: "Sin conexión",
  downNow: "Sin respuesta",
  keptFrom: (time) => `Tal como estaba el ${time}`,
  keptShort: (time) => `del ${time}`,
  notRefreshed: (why) => `No se pudo actualizar lo que se ve. ${why}`,
  update: "Hay una versión nueva de esta página.",
  load: "Cargarla",
} satisfies Catalogue["connection"];
