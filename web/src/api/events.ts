import type { Job, JobStatus, Progress, Result } from "./types";

/** What a job tells while it is watched. */
export type JobEvent =
  | { type: "job"; job: Job }
  | { type: "run"; run: Result }
  | { type: "progress"; progress: Progress }
  | { type: "end"; status: JobStatus };

/**
 * Watches a job until it ends, or until the connection is lost; `onLost` is then told whether events
 * ever came through here. Returns how to stop.
 */
export function watchJob(jobId: string, onEvent: (event: JobEvent) => void, onLost: (heard: boolean) => void): () => void {
  const source = new EventSource(`/jobs/${encodeURIComponent(jobId)}/events`);
  let heard = false;

  const on = (type: JobEvent["type"], wrap: (data: unknown) => JobEvent) =>
    source.addEventListener(type, (message: MessageEvent<string>) => {
      heard = true;
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
    source.close();
    onLost(heard);
  };
  return () => source.close();
}
