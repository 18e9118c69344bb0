import { renderHook } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Job, RunStatus } from "@/api/types";
import * as sound from "@/ui/sound";
import { useJobSound } from "./use-job-sound";

const job = (...statuses: RunStatus[]) => ({ results: statuses.map((status) => ({ status })) }) as Job;

beforeEach(() => vi.spyOn(sound, "play").mockImplementation(() => undefined));

const heard = (...states: (Job | undefined)[]) => {
  const hook = renderHook(({ at }) => useJobSound(states[at]), { initialProps: { at: 0 } });
  for (let at = 1; at < states.length; at++) hook.rerender({ at });
  return vi.mocked(sound.play).mock.calls.map(([which]) => which);
};

it("tells once that a job which was seen at work has pictures", () => {
  expect(heard(undefined, job("pending", "pending"), job("completed", "in_progress"), job("completed", "error"), job("completed", "error"))).toEqual(["done"]);
});

it("tells that nothing was painted", () => {
  expect(heard(job("in_progress"), job("error"))).toEqual(["failed"]);
});

it("is silent about what had ended before, and about what somebody stopped", () => {
  expect(heard(undefined, job("completed"))).toEqual([]);
  expect(heard(job("in_progress"), job("cancelled"))).toEqual([]);
});

it("tells again when a run is tried again", () => {
  expect(heard(job("in_progress"), job("error"), job("pending"), job("completed"))).toEqual(["failed", "done"]);
});
