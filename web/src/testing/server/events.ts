import type { Job } from "@/api/types";
import { ended } from "./jobs";

type Listener = (event: string, data: unknown) => void;

/** Tells whoever watches a job what happens to it. */
export class Events {
  private readonly listeners = new Map<string, Set<Listener>>();

  tell(job: Job, event: string, data: unknown): void {
    for (const listener of this.listeners.get(job.jobId) ?? []) listener(event, data);
  }

  /** The whole job at once, then what changes, until somebody leaves. */
  open(job: Job, signal: AbortSignal): Response {
    const encoder = new TextEncoder();
    const listeners = this.listeners.get(job.jobId) ?? new Set();
    this.listeners.set(job.jobId, listeners);
    let stop: () => void = () => undefined;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const send: Listener = (event, data) => {
          const id = event === "progress" ? "" : `id: ${job.results.map((run) => run.attempts).join(".")}\n`;
          controller.enqueue(encoder.encode(`${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
        };
        stop = () => void listeners.delete(send);
        listeners.add(send);
        send("job", job);
        if (ended(job)) send("end", { status: job.status });
        signal.addEventListener("abort", () => stop());
      },
      cancel: () => stop(),
    });
    return new Response(stream, { headers: { "Content-Type": "text/event-stream" } });
  }
}
