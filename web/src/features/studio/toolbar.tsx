import { lazy, type RefObject, Suspense, useRef, useState } from "react";
import { Button } from "@/ui/button";
import { text } from "./composer-text";
import type { Draft } from "./draft";

const HistoryPanel = lazy(() => import("./history-panel").then((module) => ({ default: module.HistoryPanel })));

const TOOL = "max-sm:px-2.5 pointer-coarse:min-h-11";

interface ToolbarProps {
  /** Where the focus goes when a prompt was picked. */
  box: RefObject<HTMLTextAreaElement | null>;
  change: (part: Partial<Draft>) => void;
  onEnhance: () => void;
  enhancing: boolean;
  /** Why the prompt cannot be enhanced. */
  enhanceObstacle: string | undefined;
  /** What the button that paints says. */
  paint: string;
  busy: boolean;
  /** Why nothing can be painted. */
  obstacle: string | undefined;
}

/** What can be done with the prompt. */
export function Toolbar({ box, change, onEnhance, enhancing, enhanceObstacle, paint, busy, obstacle }: ToolbarProps) {
  const t = text();
  const [history, setHistory] = useState(false);
  const historyButton = useRef<HTMLButtonElement>(null);
  const draw = () =>
    void import("./random-prompt").then(
      ({ randomPrompt }) => change({ prompt: randomPrompt() }),
      () => undefined,
    );
  return (
    <div className="flex flex-wrap items-center gap-1 border-t border-line p-2">
      <Button look="quiet" icon="dice" className={TOOL} aria-keyshortcuts="Alt+R" onClick={draw}>
        {t.random}
      </Button>
      <Button
        look="quiet"
        icon="wand"
        className={TOOL}
        aria-keyshortcuts="Alt+E"
        disabled={enhanceObstacle !== undefined || enhancing}
        title={enhanceObstacle ?? t.enhanceHint}
        onClick={onEnhance}
      >
        {enhancing ? t.enhancing : t.enhance}
      </Button>
      <Button
        ref={historyButton}
        look="quiet"
        icon="history"
        className={TOOL}
        aria-keyshortcuts="Alt+H"
        aria-haspopup="dialog"
        aria-expanded={history}
        title={t.historyHint}
        onClick={() => setHistory(!history)}
      >
        <span className="max-[399px]:sr-only">{t.history}</span>
      </Button>
      {history && (
        <Suspense>
          <HistoryPanel button={historyButton} box={box} onPick={change} onClose={() => setHistory(false)} />
        </Suspense>
      )}
      <Button
        look="primary"
        type="submit"
        disabled={obstacle !== undefined || busy}
        title={obstacle ?? t.paintKeys}
        className="min-h-11! max-w-full basis-full py-1 font-semibold whitespace-normal! tabular-nums sm:ml-auto sm:min-h-10! sm:min-w-44 sm:basis-auto"
      >
        {busy ? t.starting : paint}
      </Button>
    </div>
  );
}
