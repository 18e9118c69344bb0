import { CAPTION, type Measures } from "./layout";
import { text } from "./text";

const ROWS = 3;

/** Where the pictures are going to be. */
export function Skeleton({ measures: { columns, gap, card, row, headline } }: { measures: Measures }) {
  return (
    <div role="status" aria-label={text().loading} className="relative" style={{ height: headline + ROWS * row }}>
      {Array.from({ length: ROWS * columns }, (_, at) => (
        <div
          key={at}
          className="absolute"
          style={{ width: card, left: (at % columns) * (card + gap), top: headline + Math.floor(at / columns) * row }}
        >
          <div className="rounded-lg bg-sunken" style={{ height: card }} />
          <div className="mt-2 w-3/4 rounded-sm bg-sunken" style={{ height: `${CAPTION / 4}rem` }} />
        </div>
      ))}
    </div>
  );
}
