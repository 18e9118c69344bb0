import { expect, it } from "vitest";
import { inTurn } from "./in-turn";

it("does a few at a time, and goes on after what fails", async () => {
  let busy = 0;
  let most = 0;
  const steps: number[] = [];
  const outcome = await inTurn(
    [1, 2, 3, 4, 5, 6, 7],
    async (item) => {
      most = Math.max(most, ++busy);
      await Promise.resolve();
      busy -= 1;
      if (item === 3) throw new Error("no");
    },
    { atOnce: 3, signal: new AbortController().signal, onStep: (count) => steps.push(count) },
  );
  expect(most).toBe(3);
  expect(outcome.done.toSorted()).toEqual([1, 2, 4, 5, 6, 7]);
  expect(outcome.failed).toEqual([{ item: 3, error: new Error("no") }]);
  expect(steps.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

it("leaves the rest when somebody stops it", async () => {
  const stop = new AbortController();
  const outcome = await inTurn(
    [1, 2, 3],
    () => {
      stop.abort();
      return Promise.resolve();
    },
    { atOnce: 1, signal: stop.signal, onStep: () => undefined },
  );
  expect(outcome).toEqual({ done: [1], failed: [], left: [2, 3] });
});
