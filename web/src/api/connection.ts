import { useSyncExternalStore } from "react";

/** How the page stands to the server. */
export interface Connection {
  /** `offline` when the device has no network, `down` when the server does not answer. */
  state: "online" | "offline" | "down";
  /** When what is shown of the gallery was answered, if it was kept here and not answered now. */
  keptSince: string | undefined;
}

/** What a call has shown: that the server answers, that it does not, or that an older answer stood in. */
export type Sign = "answer" | "silence" | "kept";

let connection: Connection = { state: "online", keptSince: undefined };
const listeners = new Set<() => void>();
let onSign: ((sign: Sign) => void) | undefined;
/** What came while nobody was listening yet. */
let missed: Sign | undefined;

export const currentConnection = (): Connection => connection;

export function changeConnection(part: Partial<Connection>): void {
  const next = { ...connection, ...part };
  if (next.state === connection.state && next.keptSince === connection.keptSince) return;
  connection = next;
  for (const listener of listeners) listener();
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, currentConnection, currentConnection);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Notes what a call has shown; the watcher is told, now or as soon as it is there. */
export function noteSign(sign: Sign): void {
  if (onSign) onSign(sign);
  else missed = sign;
}

/** Hears of every call from now on. Returns how to stop. */
export function hearSigns(hear: (sign: Sign) => void): () => void {
  onSign = hear;
  if (missed) hear(missed);
  missed = undefined;
  return () => (onSign = undefined);
}
