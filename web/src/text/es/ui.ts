import type { Catalogue } from "../catalogue";

export default {
  byDefault: "por defecto",
  keep: "Conservar",
  trouble: "Algo salió mal. ¿Hay conexión?",
  loadAgain: "Volver a cargar",
} satisfies Catalogue["ui"];
