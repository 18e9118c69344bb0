import { useEffect, useState } from "react";
import type { GalleryImage } from "@/api/types";
import { Button } from "@/ui/button";
import { Frame } from "./frame";
import type { Lens } from "@/ui/lens";

interface StageProps {
  images: readonly GalleryImage[];
  lens: Lens;
}

const GRIDS: Record<number, string> = {
  2: "grid-rows-2 sm:grid-cols-2 sm:grid-rows-1",
  3: "grid-rows-3 sm:grid-cols-3 sm:grid-rows-1",
  4: "grid-cols-2 grid-rows-2",
};

/** All of them at once. */
export function SideBySide({ images, lens }: StageProps) {
  return (
    <div className={`grid size-full gap-1.5 ${GRIDS[images.length] ?? ""}`}>
      {images.map((image) => (
        <Frame key={image.runId} image={image} lens={lens} />
      ))}
    </div>
  );
}

/** The first over the second, up to a line that can be moved. */
export function Wipe({ images, lens }: StageProps) {
  const [part, setPart] = useState(50);
  const [first, second] = images;
  if (!first || !second) return null;
  return (
    <div className="flex size-full flex-col gap-1">
      <div className="relative min-h-0 flex-1">
        <Frame image={second} lens={lens} side="right" className="size-full" />
        <Frame image={first} lens={lens} part={part} className="absolute! inset-0" />
        <div className="pointer-events-none absolute inset-y-0 w-0.5 -translate-x-1/2 bg-accent" style={{ left: `${part}%` }} />
      </div>
      <input
        type="range"
        aria-label={`How much of ${first.model} is shown over ${second.model}`}
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
export function Blink({ images, lens }: StageProps) {
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
          <Frame key={image.runId} image={image} lens={lens} className={`absolute! inset-0 ${index === shown ? "" : "invisible"}`} />
        ))}
      </div>
      <div className="flex gap-2">
        <Button onClick={() => setRunning(!running)}>{running ? "Hold" : "Blink"}</Button>
        <Button
          onClick={() => {
            setRunning(false);
            next();
          }}
        >
          Next
        </Button>
      </div>
    </div>
  );
}
