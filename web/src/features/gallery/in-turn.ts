/** What came of doing something to many. */
export interface Outcome<T> {
  done: T[];
  failed: { item: T; error: unknown }[];
  /** What was not begun when somebody stopped it. */
  left: T[];
}

interface Pace {
  /** How many are done at the same time. */
  atOnce: number;
  signal: AbortSignal;
  /** Called with how many are behind. */
  onStep: (count: number) => void;
}

/** Does something to each, a few at a time. One that fails does not keep the others. */
export async function inTurn<T>(items: readonly T[], act: (item: T) => Promise<unknown>, { atOnce, signal, onStep }: Pace): Promise<Outcome<T>> {
  const outcome: Outcome<T> = { done: [], failed: [], left: [] };
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      if (signal.aborted) {
        outcome.left.push(item);
        continue;
      }
      try {
        await act(item);
        outcome.done.push(item);
      } catch (error) {
        outcome.failed.push({ item, error });
      }
      onStep(outcome.done.length + outcome.failed.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return outcome;
}
