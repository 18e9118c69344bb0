import { useState } from "react";
import type { Progress, Result, Size } from "@/api/types";
import { placeholder } from "@/ui/thumbhash";
import { text } from "./board-text";
import { Grain } from "./grain";
import { hasEnded } from "./job-state";
import { Resolving } from "./resolving";
import { StepBar } from "./step-bar";

interface RunFrameProps {
  run: Result;
  prompt: string;
  progress: Progress | undefined;
  onOpen: () => void;
}

/** Where the picture comes into being: out of noise, step by step. */
export function RunFrame({ run, prompt, progress, onOpen }: RunFrameProps) {
  const t = text();
  const waiting = !hasEnded(run);
  // Whoever saw it being painted sees it come out of the noise; whoever comes later finds it there.
  const [seen] = useState(waiting);
  const [state, setState] = useState<"loading" | "shown" | "missing">("loading");
  const size: Size = run.image ?? run.parameters.size ?? { width: 1, height: 1 };
  const ratio = size.height / size.width;
  const url = run.status === "completed" ? (run.thumbnailUrl ?? run.imageUrl) : undefined;
  const fromNoise = seen && !progress?.preview;
  const before = progress?.preview ?? (seen ? undefined : placeholder(run.image?.thumbhash));
  return (
    <div className="relative w-full overflow-hidden bg-sunken" style={{ aspectRatio: `${size.width} / ${size.height}` }}>
      {before && (waiting || url) && <img src={before} alt="" className="pixelated absolute inset-0 size-full object-cover" />}
      {seen && state === "loading" && (
        <div className={run.status === "pending" ? "opacity-50" : ""}>
          <Grain cleared={progress ? clearedAt(progress) : 0} moving={run.status === "in_progress"} ratio={ratio} />
        </div>
      )}
      {url && state !== "missing" && (
        <button
          type="button"
          onClick={onOpen}
          aria-label={t.enlarge(run.model)}
          className="absolute inset-0 size-full cursor-zoom-in focus-visible:-outline-offset-2"
        >
          <Resolving
            src={url}
            alt={t.paintedBy(prompt, run.model)}
            ratio={ratio}
            fromNoise={fromNoise}
            shown={state === "shown"}
            onShown={() => setState("shown")}
            onMissing={() => setState("missing")}
          />
        </button>
      )}
      {state === "missing" && <p className="absolute inset-0 grid place-items-center p-3 text-center text-sm text-muted">{t.missing}</p>}
      {run.status === "in_progress" && progress && progress.steps > 0 && <StepBar label={t.stepsOf(run.model)} {...progress} />}
    </div>
  );
}

/** How much of the noise is gone at a step: quickly at first, so that the preview can be made out, then grain by grain. */
const clearedAt = ({ step, steps }: Progress) => (steps > 0 ? 1 - (1 - step / steps) ** 2 : 0);
