import { call } from "./client";
import { ApiFailure } from "./failure";

/** Reports that may be sent within {@link WINDOW}, so that a fault in a loop does not flood the server. */
const MOST = 5;
/** Milliseconds. */
const WINDOW = 60_000;

const sent: { at: number; message: string }[] = [];

/**
 * Tells the server's log about a fault of the page. The same message is told once a minute; a report
 * that fails is dropped. Returns whether it was sent.
 */
export function report(error: unknown, where: string): boolean {
  const { message, stack } = describe(error);
  const now = Date.now();
  while (sent[0] && now - sent[0].at > WINDOW) sent.shift();
  if (sent.length >= MOST || sent.some((one) => one.message === message)) return false;
  sent.push({ at: now, message });
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
    keepalive: true,
  }).catch(() => undefined);
  return true;
}

function describe(error: unknown): { message: string; stack: string | undefined } {
  if (error instanceof Error) return { message: `${error.name}: ${error.message}`, stack: error.stack };
  return { message: String(error), stack: undefined };
}

/** Reports what nobody caught. */
export function reportUncaught(): void {
  addEventListener("error", (event) => report(event.error ?? event.message, "window"));
  addEventListener("unhandledrejection", (event) => report(event.reason, "promise"));
}
