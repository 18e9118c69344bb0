import type { Job, JobStatus, Progress, Result } from "./types";

/** What a job tells while it is watched. */
export type JobEvent =
  | { type: "job"; job: Job }
  | { type: "run"; run: Result }
  | { type: "progress"; progress: Progress }
  | { type: "end"; status: JobStatus };

/** Failed connections in a row after which polling is the better way. */
const MOST_FAILURES = 3;

/**
 * Watches a job until it ends. The browser connects again by itself and says which event it saw
 * last; `onLost` is called when that does not help. Returns how to stop.
 */
export function watchJob(jobId: string, onEvent: (event: JobEvent) => void, onLost: () => void): () => void {
  const source = new EventSource(`/jobs/${encodeURIComponent(jobId)}/events`);
  let failures = 0;

  const on = (type: JobEvent["type"], wrap: (data: unknown) => JobEvent) =>
    source.addEventListener(type, (message: MessageEvent<string>) => {
      failures = 0;
      onEvent(wrap(JSON.parse(message.data)));
    });
  on("job", (data) => ({ type: "job", job: data as Job }));
  on("run", (data) => ({ type: "run", run: data as Result }));
  on("progress", (data) => ({ type: "progress", progress: data as Progress }));
  on("end", (data) => {
    source.close();
    return { type: "end", status: (data as { status: JobStatus }).status };
  });
  source.onerror = () => {
    failures += 1;
    if (source.readyState === EventSource.CLOSED || failures >= MOST_FAILURES) {
      source.close();
      onLost();
    }
  };
  return () => source.close();
}
