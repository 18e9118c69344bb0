import type { Catalogue } from "../catalogue";

export default {
  offline: "Dieses Gerät ist offline. Schon Gesehenes bleibt hier; das Malen wartet auf die Verbindung.",
  down: "Der Server antwortet nicht. Er wird alle paar Sekunden wieder gefragt.",
  back: "Die Verbindung ist wieder da.",
  offlineNow: "Offline",
  downNow: "Keine Antwort",
  keptFrom: (time) => `Stand vom ${time}`,
  keptShort: (time) => `Stand ${time}`,
  notRefreshed: (why) => `Das konnte nicht aufgefrischt werden. ${why}`,
  update: "Es gibt eine neue Version dieser Seite.",
  load: "Laden",
} satisfies Catalogue["connection"];
