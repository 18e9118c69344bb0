/** Milliseconds in which the same wish is a slip of the finger: a double click, a key that was pressed twice. */
const SLIP = 1_000;

/** Tells wishes from slips: true for what was not wished for a moment ago. What costs money is wished for on purpose. */
export function onPurpose(): (wish: string) => boolean {
  const wished = new Map<string, number>();
  return (wish) => {
    const now = performance.now();
    const slip = now - (wished.get(wish) ?? Number.NEGATIVE_INFINITY) < SLIP;
    wished.set(wish, now);
    return !slip;
  };
}
