import type { Result } from "@/api/types";
import { sentence } from "@/api/words";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { costText, money } from "@/ui/money";
import { text } from "./board-text";
import { Grain } from "./grain";
import { outcomeUnknown } from "./job-state";

interface RunFailureProps {
  run: Result;
  onRetry: () => void;
  busy: boolean;
}

/** In place of the picture: why there is none, what that cost, and how to go on. */
export function RunFailure({ run, onRetry, busy }: RunFailureProps) {
  const t = text();
  const unknown = outcomeUnknown(run);
  const stopped = run.status === "cancelled";
  return (
    <div className={`relative grid aspect-square place-content-center justify-items-center gap-2 p-3 text-center text-sm ${unknown ? "bg-accent-soft" : "bg-sunken"}`}>
      {/* Somewhere out there may be a picture: the noise stands still, and nobody knows. */}
      {unknown && (
        <div className="opacity-60">
          <Grain cleared={0.4} moving={false} ratio={1} />
        </div>
      )}
      <div className={`relative grid max-w-72 justify-items-center gap-2 ${unknown ? "rounded-md border border-dashed border-accent bg-raised p-3 shadow-float" : ""}`}>
        <Icon name={unknown ? "help" : stopped ? "stop" : "alert"} className={`size-6! ${unknown ? "text-accent" : "text-muted"}`} />
        {stopped ? unknown && <p className="text-muted">{t.stoppedUnknown}</p> : <p className="text-balance">{sentence(run.errorCode, run.error)}</p>}
        <Bill run={run} unknown={unknown} />
        <Button icon="retry" onClick={onRetry} disabled={busy} className="max-w-full whitespace-normal! pointer-coarse:min-h-11">
          {t.tryAgain}
        </Button>
      </div>
    </div>
  );
}

/** What it cost without a picture, or may have cost, and whether another attempt may cost that once more. */
function Bill({ run: { cost, mayHaveBeenBilled }, unknown }: { run: Result; unknown: boolean }) {
  const t = text();
  const sure = cost.microUsd > 0 && !unknown && cost.certainty !== "unknown";
  const bill = sure
    ? t.costAllTheSame(costText(cost))
    : mayHaveBeenBilled && (cost.microUsd > 0 ? t.mayHaveCost(money(cost.microUsd)) : t.mayBeBilled);
  if (!bill) return null;
  return (
    <p className="text-xs text-balance text-muted tabular-nums">
      {bill} {mayHaveBeenBilled && t.billedAgain}
    </p>
  );
}
