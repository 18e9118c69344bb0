import { type KeyboardEvent, useState } from "react";
import { IconButton, buttonClass } from "./button";
import { Dialog } from "./dialog";
import { Icon } from "./icon";
import { Link } from "./link";

export interface Shown {
  /** The run's id. */
  key: string;
  url: string;
  title: string;
  detail?: string | undefined;
  alt: string;
  /** Pixels; give the picture its room before it is there. */
  width: number;
  height: number;
}

interface LightboxProps {
  pictures: readonly Shown[];
  start: number;
  /** Whether they can be compared. */
  compare?: boolean;
  onClose: () => void;
}

/** One picture as large as the window, with the others an arrow key away. */
export function Lightbox({ pictures, start, compare = false, onClose }: LightboxProps) {
  const [at, setAt] = useState(start);
  const shown = pictures[at];
  if (!shown) return null;
  const neighbour = pictures[(at + 1) % pictures.length];
  const step = (by: number) => setAt((now) => (now + by + pictures.length) % pictures.length);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowRight") step(1);
    if (event.key === "ArrowLeft") step(-1);
  };
  return (
    <Dialog label={shown.title} onClose={onClose} className="max-h-[96dvh] max-w-[96vw] overflow-hidden">
      <div onKeyDown={onKeyDown}>
        <img
          key={shown.key}
          src={shown.url}
          alt={shown.alt}
          width={shown.width}
          height={shown.height}
          className="mx-auto block h-auto max-w-full bg-sunken"
          style={{ width: `min(92vw, (92dvh - 4rem) * ${shown.width / shown.height})` }}
        />
        <div className="flex items-center gap-1 px-2 py-2">
          {pictures.length > 1 && <IconButton icon="left" label="Previous picture" onClick={() => step(-1)} />}
          <p className="min-w-0 flex-1 truncate px-2 text-sm" aria-live="polite">
            <strong className="font-semibold">{shown.title}</strong>
            {shown.detail && <span className="text-muted"> · {shown.detail}</span>}
          </p>
          {compare && neighbour && neighbour !== shown && (
            <Link
              to={{ view: "compare", pictures: [shown.key, neighbour.key], mode: "side" }}
              className={buttonClass("quiet", "size-9 px-0!")}
              aria-label={`Compare with ${neighbour.title}`}
              title={`Compare with ${neighbour.title}`}
            >
              <Icon name="compare" />
            </Link>
          )}
          <a href={`${shown.url}?download=1`} download className={buttonClass("quiet", "size-9 px-0!")} aria-label="Download" title="Download">
            <Icon name="download" />
          </a>
          {pictures.length > 1 && <IconButton icon="right" label="Next picture" onClick={() => step(1)} />}
          <IconButton icon="close" label="Close" onClick={onClose} />
        </div>
      </div>
    </Dialog>
  );
}
