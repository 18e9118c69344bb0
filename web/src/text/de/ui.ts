import type { Catalogue } from "../catalogue";

export default {
  byDefault: "Vorgabe",
  keep: "Behalten",
  trouble: "Etwas ist schiefgegangen. Besteht eine Verbindung?",
  loadAgain: "Neu laden",
} satisfies Catalogue["ui"];
