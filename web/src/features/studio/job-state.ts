import type { JobEvent } from "@/api/events";
import type { Cost, Job, JobStatus, Progress, Result, RunStatus } from "@/api/types";

/** A job as it is watched. */
export interface JobState {
  job: Job | undefined;
  /** The last news of every run, by run id; stays until the run starts anew, so that the picture can come out of its last preview. */
  progress: Readonly<Record<string, Progress>>;
  /** How news come: by events, by asking again and again, or not any more. */
  link: "watching" | "polling" | "ended";
  /** Whether events came through before they were lost: then one answer is enough to watch again. */
  heard: boolean;
  /** How often the events were lost. */
  losses: number;
}

export type JobAction = JobEvent | { type: "lost"; heard: boolean };

export const INITIAL_STATE: JobState = { job: undefined, progress: {}, link: "watching", heard: false, losses: 0 };

const ENDED: ReadonlySet<RunStatus> = new Set(["completed", "error", "cancelled"]);

export const hasEnded = (run: Result) => ENDED.has(run.status);

/** Whether nobody knows how the last attempt went, while its provider may bill it. */
export const outcomeUnknown = (run: Result) => run.mayHaveBeenBilled === true && run.outcome !== "answered";

/** Whether nothing more will happen to a job unless somebody asks. */
export const jobHasEnded = (job: Job) => job.results.every(hasEnded);

export function jobReducer(state: JobState, action: JobAction): JobState {
  switch (action.type) {
    case "job":
      return withJob(state, action.job);
    case "run":
      return withRun(state, action.run);
    case "progress":
      return withProgress(state, action.progress);
    case "end":
      return { ...state, link: "ended", job: state.job && { ...state.job, status: action.status } };
    case "lost":
      return state.link === "watching" ? { ...state, link: "polling", heard: state.heard || action.heard, losses: state.losses + 1 } : state;
  }
}

/** A whole job replaces what is known, unless it is older: answers and events may overtake each other. */
function withJob(state: JobState, job: Job): JobState {
  if (state.job && Date.parse(job.updatedAt) < Date.parse(state.job.updatedAt)) return state;
  job = withEnds(job, state.job);
  const ended = jobHasEnded(job);
  const resumed = state.link === "polling" && state.heard;
  // A retried run makes an ended job worth watching again.
  const link = ended ? "ended" : state.link === "ended" || resumed ? "watching" : state.link;
  return { ...state, job, progress: withoutPending(state.progress, job.results), link };
}

/** The answer to a stop may tell of a run as it was before the event of its end, which came first. */
function withEnds(job: Job, known: Job | undefined): Job {
  const end = (run: Result) => known?.results.find((one) => run.stopping && !hasEnded(run) && one.runId === run.runId && hasEnded(one));
  const results = job.results.map((run) => end(run) ?? run);
  const overtaken = results.some((run, index) => run !== job.results[index]);
  return overtaken && known ? { ...job, results, status: statusOf(results, known.status), cost: costOf(results) } : job;
}

function withRun(state: JobState, run: Result): JobState {
  if (!state.job) return state;
  const results = state.job.results.map((one) => (one.runId === run.runId ? run : one));
  const job: Job = {
    ...state.job,
    results,
    status: statusOf(results, state.job.status),
    completedModels: results.filter((one) => one.status === "completed").length,
    cost: costOf(results),
  };
  return { ...state, job, progress: withoutPending(state.progress, [run]) };
}

/** What the runs cost together; no surer than the least sure of them. */
function costOf(results: readonly Result[]): Cost {
  const certainties = results.map((run) => run.cost.certainty);
  return {
    microUsd: results.reduce((sum, run) => sum + run.cost.microUsd, 0),
    certainty: certainties.includes("unknown") ? "unknown" : certainties.includes("estimated") ? "estimated" : "exact",
  };
}

/** What was seen of a run that starts anew is not news of its next attempt. */
function withoutPending(progress: JobState["progress"], runs: readonly Result[]): JobState["progress"] {
  const pending = new Set(runs.filter((run) => run.status === "pending").map((run) => run.runId));
  return Object.fromEntries(Object.entries(progress).filter(([runId]) => !pending.has(runId)));
}

/** News of a run that is over come too late; steps only go up. */
function withProgress(state: JobState, news: Progress): JobState {
  const run = state.job?.results.find((one) => one.runId === news.runId);
  if (!run || hasEnded(run)) return state;
  const before = state.progress[news.runId];
  if (before && before.step > news.step) return state;
  const preview = news.preview ?? before?.preview;
  return { ...state, progress: { ...state.progress, [news.runId]: { ...news, ...(preview && { preview }) } } };
}

/** The state between two whole jobs; the last word on how a job ended is the server's. */
function statusOf(results: readonly Result[], before: JobStatus): JobStatus {
  if (results.every((run) => run.status === "pending")) return "pending";
  return results.every(hasEnded) ? before : "in_progress";
}
