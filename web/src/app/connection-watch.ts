import { changeConnection, currentConnection, hearSigns, type Connection, type Sign } from "@/api/connection";
import connection from "@/text/en/connection";
import { part } from "@/text/part";
import { toast } from "@/ui/toaster";

const text = part("connection", connection);

/** Milliseconds between two questions to a server that does not answer: longer each time, up to the last. */
const PAUSES = [2_000, 4_000, 8_000, 15_000, 30_000];
/** Milliseconds that it may take to answer. */
const PATIENCE = 6_000;

/**
 * Follows whether there is a network and whether the server answers, and tells people once when that changes. One call that
 * failed may mean nothing, so the server is asked by itself before it is said to be down. Returns how to stop.
 */
export function watchConnection(onBack: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let asking = false;
  let stopped = false;

  const become = (state: Connection["state"]) => {
    const before = currentConnection().state;
    if (state === before) return;
    changeConnection({ state });
    const t = text();
    if (state === "online") {
      toast(t.back, undefined, { kind: "done", about: "connection" });
      onBack();
    } else {
      toast(t[state], undefined, { kind: "failed", about: "connection", stays: true });
    }
  };

  const ask = async () => {
    clearTimeout(timer);
    if (asking) return;
    asking = true;
    const answers = await serverAnswers();
    asking = false;
    if (stopped) return;
    if (answers) {
      attempt = 0;
      become("online");
      return;
    }
    become(navigator.onLine ? "down" : "offline");
    timer = setTimeout(() => void ask(), PAUSES[Math.min(attempt, PAUSES.length - 1)]);
    attempt += 1;
  };

  const onSign = (sign: Sign) => {
    const online = currentConnection().state === "online";
    // A server that was down and answers a call is asked all the same: the call may have been answered by what was kept.
    if ((sign === "answer") !== online) void ask();
  };
  const onOffline = () => become("offline");
  const onOnline = () => void ask();

  addEventListener("offline", onOffline);
  addEventListener("online", onOnline);
  const deafen = hearSigns(onSign);
  if (!navigator.onLine) onOffline();
  return () => {
    stopped = true;
    clearTimeout(timer);
    deafen();
    removeEventListener("offline", onOffline);
    removeEventListener("online", onOnline);
    changeConnection({ state: "online", keptSince: undefined });
  };
}

/** Whether the server answers at all; what it says does not matter here. */
async function serverAnswers(): Promise<boolean> {
  try {
    const response = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    return ![502, 503, 504].includes(response.status);
  } catch {
    return false;
  }
}
