import { call } from "./client";
import { ApiFailure } from "./failure";
import { randomId } from "./ids";

/** Reports that may be sent within {@link WINDOW}, so that a fault in a loop does not flood the server. */
const MOST = 5;
/** Milliseconds. */
const WINDOW = 60_000;

const sent: { at: number; message: string; reference: string }[] = [];

/**
 * Tells the server's log about a fault of the page. The same message is told once a minute; a report that fails is
 * dropped. Returns under which reference the log has it; nothing if there were too many.
 */
export function sendReport(error: unknown, where: string): string | undefined {
  const { message, stack } = describe(error);
  const now = Date.now();
  while (sent[0] && now - sent[0].at > WINDOW) sent.shift();
  const before = sent.find((one) => one.message === message);
  if (before) return before.reference;
  if (sent.length >= MOST) return undefined;
  const reference = randomId();
  sent.push({ at: now, message, reference });
  call("post", "/log", {
    body: {
      level: "ERROR",
      message: message.slice(0, 1_000),
      ...(stack && { stack: stack.slice(0, 4_000) }),
      metadata: {
        where,
        // Names only: the values may hold what somebody typed.
        view: [...new URLSearchParams(location.search).keys()].join(","),
        ...(error instanceof ApiFailure && { correlationId: error.correlationId }),
      },
    },
    correlationId: reference,
    keepalive: true,
  }).catch(() => undefined);
  return reference;
}

function describe(error: unknown): { message: string; stack: string | undefined } {
  if (error instanceof Error) return { message: `${error.name}: ${error.message}`, stack: error.stack };
  return { message: String(error), stack: undefined };
}
