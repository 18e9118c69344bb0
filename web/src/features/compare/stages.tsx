import { type PointerEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import type { Lens } from "@/ui/lens";
import type { PictureInfo } from "@/ui/reuse";
import { Frame } from "./frame";
import { text } from "./text";

export interface StageProps {
  images: readonly PictureInfo[];
  /** By run id. */
  names: ReadonlyMap<string, string>;
  lens: Lens;
}

const GRIDS: Record<number, string> = {
  2: "grid-rows-2 sm:grid-cols-2 sm:grid-rows-1",
  3: "grid-rows-3 sm:grid-cols-3 sm:grid-rows-1",
  4: "grid-cols-2 grid-rows-2",
};

const nameIn = (names: StageProps["names"], { runId, model }: PictureInfo) => names.get(runId) ?? model;

/** All of them at once. */
export function SideBySide({ images, names, lens }: StageProps) {
  return (
    <div className={`grid size-full gap-1.5 ${GRIDS[images.length] ?? ""}`}>
      {images.map((image) => (
        <Frame key={image.runId} image={image} name={nameIn(names, image)} lens={lens} />
      ))}
    </div>
  );
}

/** The first over the second, up to a line that can be moved: on the pictures, or by the slider below them. */
export function Wipe({ images, names, lens }: StageProps) {
  const [part, setPart] = useState(50);
  const pictures = useRef<HTMLDivElement>(null);
  const [first, second] = images;
  if (!first || !second) return null;
  const drag = (event: PointerEvent<HTMLElement>) => {
    const room = pictures.current?.getBoundingClientRect();
    if (!room || room.width === 0 || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    setPart(Math.min(100, Math.max(0, (100 * (event.clientX - room.left)) / room.width)));
  };
  return (
    <div className="flex size-full flex-col gap-1">
      <div ref={pictures} className="relative min-h-0 flex-1">
        <Frame image={second} name={nameIn(names, second)} lens={lens} side="right" className="size-full" />
        <Frame image={first} name={nameIn(names, first)} lens={lens} part={part} className="absolute! inset-0" />
        <div
          className="absolute inset-y-0 grid w-11 -translate-x-1/2 cursor-ew-resize touch-none place-items-center"
          style={{ left: `${part}%` }}
          onPointerDown={(event) => {
            // The line moves, not the pictures below it.
            event.stopPropagation();
            event.currentTarget.setPointerCapture(event.pointerId);
          }}
          onPointerMove={drag}
        >
          <span className="absolute inset-y-0 left-1/2 w-0.5 -translate-x-1/2 bg-accent" />
          <span className="relative flex h-7 items-center rounded-md bg-accent text-on-accent">
            <Icon name="left" className="-mr-1" />
            <Icon name="right" className="-ml-1" />
          </span>
        </div>
      </div>
      <input
        type="range"
        aria-label={text().over(nameIn(names, first), nameIn(names, second))}
        value={part}
        step={0.5}
        onChange={(event) => setPart(event.target.valueAsNumber)}
        className="block h-8 w-full"
      />
    </div>
  );
}

/** Milliseconds that each is shown: far below three flashes a second. */
const BLINK = 900;

/** One after the other in the same place. Still at first where people prefer less motion. */
export function Blink({ images, names, lens }: StageProps) {
  const t = text();
  const [at, setAt] = useState(0);
  const [running, setRunning] = useState(() => !matchMedia("(prefers-reduced-motion: reduce)").matches);
  const next = () => setAt((before) => before + 1);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(next, BLINK);
    return () => clearInterval(timer);
  }, [running]);
  const shown = at % images.length;
  return (
    <div className="flex size-full flex-col gap-1.5">
      <div className="relative min-h-0 flex-1">
        {images.map((image, index) => (
          <Frame
            key={image.runId}
            image={image}
            name={nameIn(names, image)}
            lens={lens}
            className={`absolute! inset-0 ${index === shown ? "" : "invisible"}`}
          />
        ))}
      </div>
      <div className="flex gap-2">
        <Button onClick={() => setRunning(!running)} className="pointer-coarse:min-h-11">
          {running ? t.hold : t.run}
        </Button>
        <Button
          className="pointer-coarse:min-h-11"
          onClick={() => {
            setRunning(false);
            next();
          }}
        >
          {t.next}
        </Button>
      </div>
    </div>
  );
}
