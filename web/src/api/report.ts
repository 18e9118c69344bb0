/**
 * Tells the server's log about a fault of the page; how comes when the first fault does. Gives the reference under which
 * the log has it, if it was sent.
 */
export async function report(error: unknown, where: string): Promise<string | undefined> {
  try {
    return (await import("./send-report")).sendReport(error, where);
  } catch {
    // Without a network there is nobody to tell.
    return undefined;
  }
}

/** Reports what nobody caught. */
export function reportUncaught(): void {
  addEventListener("error", (event) => void report(event.error ?? event.message, "window"));
  addEventListener("unhandledrejection", (event) => void report(event.reason, "promise"));
}
