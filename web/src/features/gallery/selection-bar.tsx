import { type ReactNode, useRef } from "react";
import { Button, IconButton, buttonClass } from "@/ui/button";
import { Icon, type IconName } from "@/ui/icon";
import { MOST_COMPARED } from "@/ui/route";
import { text } from "./text";
import type { Doing, Progress } from "./use-bulk";
import { useDock } from "./use-dock";

/** So many are done in a moment. */
const FEW = 8;

interface SelectionBarProps {
  count: number;
  /** How many are loaded, so could be chosen. */
  loaded: number;
  inTrash: boolean;
  /** Whether all that are chosen are favourites. */
  loved: boolean;
  progress: Progress | undefined;
  trouble: string | undefined;
  onAll: () => void;
  onNone: () => void;
  onDo: (doing: Doing) => void;
  onCompare: () => void;
  onStop: () => void;
  onLeave: () => void;
}

/** What can be done with what is chosen; at the bottom, where the thumb is. */
export function SelectionBar(props: SelectionBarProps) {
  const { count, loaded, inTrash, loved, progress, trouble, onAll, onNone, onDo, onCompare, onStop, onLeave } = props;
  const t = text().select;
  // What is done in a moment does not turn the bar over, but nothing else begins meanwhile.
  const busy = progress !== undefined;
  const none = count === 0 || busy;
  const bar = useRef<HTMLElement>(null);
  useDock(bar);
  return (
    <section
      ref={bar}
      aria-label={t.label}
      className="fixed inset-x-0 bottom-0 z-25 animate-rise border-t pb-[env(safe-area-inset-bottom)] border-line bg-raised shadow-float sm:inset-x-auto sm:bottom-4 sm:left-1/2 sm:w-max sm:max-w-[calc(100vw-2rem)] sm:-translate-x-1/2 sm:rounded-lg sm:border sm:pb-0"
    >
      {trouble && !busy && (
        <p role="alert" className="flex gap-2 border-b border-line px-4 py-2 text-sm">
          <Icon name="alert" className="mt-0.5 text-accent" />
          {trouble}
        </p>
      )}
      {progress && progress.total > FEW ? (
        <Doings progress={progress} onStop={onStop} />
      ) : (
        <div className="flex flex-col gap-1 px-2 py-1.5 sm:flex-row sm:items-center sm:gap-2">
          <div className="flex items-center gap-1">
            <IconButton icon="close" label={t.leave} onClick={onLeave} className="pointer-coarse:size-11" />
            <p role="status" className="text-sm font-medium whitespace-nowrap tabular-nums">
              {t.count(count)}
            </p>
            <button
              type="button"
              onClick={count === loaded ? onNone : onAll}
              className={buttonClass("quiet", "ml-auto text-accent! pointer-coarse:min-h-11")}
            >
              {count === loaded ? t.none : t.all(loaded)}
            </button>
          </div>
          <div className="grid auto-cols-fr grid-flow-col sm:flex">
            {inTrash ? (
              <>
                <Act icon="retry" disabled={none} onClick={() => onDo("restore")}>
                  {t.restore}
                </Act>
                <Act icon="trash" disabled={none} onClick={() => onDo("destroy")}>
                  {t.destroy}
                </Act>
              </>
            ) : (
              <>
                <Act icon={loved ? "heart" : "heartLine"} disabled={none} onClick={() => onDo(loved ? "unlove" : "love")}>
                  {loved ? t.unlove : t.love}
                </Act>
                <Act icon="compare" disabled={none || count < 2 || count > MOST_COMPARED} title={t.compareHint} onClick={onCompare}>
                  {t.compare}
                </Act>
                <Act icon="download" disabled={none} onClick={() => onDo("download")}>
                  {t.download}
                </Act>
                <Act icon="trash" disabled={none} onClick={() => onDo("trash")}>
                  {t.trash}
                </Act>
              </>
            )}
          </div>
        </div>
      )}
    </section>
  );
}

interface ActProps {
  icon: IconName;
  disabled: boolean;
  title?: string;
  onClick: () => void;
  children: ReactNode;
}

/** On a phone the word stands below the icon, so that four fit beside each other. */
function Act({ icon, children, ...rest }: ActProps) {
  return (
    <Button
      look="quiet"
      icon={icon}
      className="min-h-12! min-w-0 flex-col gap-1! px-1! text-xs! text-ink! sm:min-h-9! sm:flex-row sm:gap-2! sm:px-3! sm:text-sm!"
      {...rest}
    >
      <span className="max-w-full truncate">{children}</span>
    </Button>
  );
}

/** How far it is, with a way to stop. */
function Doings({ progress: { done, total }, onStop }: { progress: Progress; onStop: () => void }) {
  const t = text().select;
  const label = t.progress(done, total);
  return (
    <div className="flex min-w-72 items-center gap-3 px-4 py-3 text-sm">
      <div className="min-w-0 flex-1">
        <p role="status" className="tabular-nums">
          {label}
        </p>
        <progress aria-label={label} value={done} max={total} className="mt-1 h-1.5 w-full accent-accent" />
      </div>
      <button type="button" onClick={onStop} className={buttonClass("plain", "pointer-coarse:min-h-11")}>
        {t.stop}
      </button>
    </div>
  );
}
