import type { Job } from "@/api/types";
import type { FakeApi } from "@/testing/fake-api";

const KEY = "demo";
const MOST_KEPT = 60;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FREE = ["painter/fluent-3d", "painter/fluent-flat", "painter/noto", "painter/blobs", "painter/twemoji"];

/** What was painted before the first visit: how long ago, and how. */
const PAINTED: readonly (readonly [ago: number, prompt: string, how?: Parameters<FakeApi["addJob"]>[1]])[] = [
  [90 * DAY, "a yellow duck on a blue background"],
  [61 * DAY, "a purple octopus", { favourite: true, models: FREE }],
  [35 * DAY, "an orange cat on a green background", { models: FREE.slice(0, 3) }],
  [34 * DAY, "a grey mouse", { trashed: true, models: FREE }],
  [20 * DAY, "a green bus fail:timed-out"],
  [12 * DAY, "a snowman on a red background", { models: FREE.slice(2) }],
  [6 * DAY, "a pink robot on a purple background", { favourite: true }],
  [5 * DAY, "a blue bird", { models: FREE.slice(0, 2) }],
  [2 * DAY, "a pink flower on a green background", { models: FREE }],
  [26 * HOUR, "an orange fish in the blue sea"],
  [5 * HOUR, "a green dragon on a yellow background", { favourite: true, models: FREE }],
  [HOUR, "a red fox in the snow", { models: FREE }],
];

/** The jobs of the last visit with this browser, or a dozen to begin with. */
export function recall(api: FakeApi): void {
  const kept = read();
  if (kept) api.restore(kept);
  else for (const [ago, prompt, how] of PAINTED) api.addJob(prompt, { ...how, at: Date.now() - ago });
}

/** Keeps the jobs for the next visit whenever the page may be about to go. */
export function keepOnLeaving(api: FakeApi): void {
  addEventListener("pagehide", () => write([...api.jobs.values()].slice(-MOST_KEPT)));
}

function read(): Job[] | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === null ? undefined : (JSON.parse(kept) as Job[]);
  } catch {
    // Storage may be switched off: every visit is then the first.
    return undefined;
  }
}

function write(jobs: Job[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(jobs));
  } catch {
    // As above, or it is full.
  }
}
