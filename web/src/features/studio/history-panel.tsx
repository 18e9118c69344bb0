import { Popover } from "radix-ui";
import { type KeyboardEvent, type RefObject, useRef, useState } from "react";
import { serverNow } from "@/api/clock";
import { Button, IconButton } from "@/ui/button";
import { ago } from "@/ui/format";
import { Icon } from "@/ui/icon";
import { toast } from "@/ui/toaster";
import type { Draft } from "./draft";
import { forget, forgetAll, keep, type Remembered, usePromptHistory } from "./prompt-history";
import { text } from "./settings-text";
import { settingsWords } from "./summary";

interface HistoryPanelProps {
  /** The button that it hangs on, and that gets the focus back. */
  button: RefObject<HTMLButtonElement | null>;
  /** Where the focus goes when a prompt was picked. */
  box: RefObject<HTMLTextAreaElement | null>;
  onPick: (draft: Draft) => void;
  onClose: () => void;
}

/** The prompts that were painted in this browser: to search, to pick, to forget. */
export function HistoryPanel({ button, box, onPick, onClose }: HistoryPanelProps) {
  const t = text();
  const prompts = usePromptHistory();
  const [query, setQuery] = useState("");
  const picked = useRef(false);
  const list = useRef<HTMLDivElement>(null);
  const found = search(prompts, query);

  const remove = (entry: Remembered) => {
    // The focus must not get lost with the row.
    const rows = picks(list.current);
    const at = found.indexOf(entry);
    (rows[at + 1] ?? rows[at - 1] ?? list.current?.querySelector("input"))?.focus();
    forget(entry);
  };
  const clear = () => {
    const before = forgetAll();
    toast(t.historyCleared, { label: t.undo, act: () => keep(before) });
  };

  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={button} />
      <Popover.Portal>
        <Popover.Content
          ref={list}
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-label={t.history}
          onKeyDown={(event) => walk(event, list.current)}
          // A press on the button closes the panel already.
          onInteractOutside={(event) => button.current?.contains(event.target as Node) && event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            (picked.current ? box : button).current?.focus();
          }}
          className="z-20 flex max-h-[min(26rem,var(--radix-popover-content-available-height))] w-[min(30rem,calc(100vw-1.5rem))] animate-rise flex-col rounded-lg border border-line bg-raised shadow-float outline-none"
        >
          <div className="relative border-b border-line">
            <Icon name="search" className="absolute top-3.5 left-4 text-muted" />
            <input
              type="search"
              value={query}
              onChange={(event) => setQuery(event.target.value)}
              placeholder={t.historySearch}
              aria-label={t.historySearch}
              className="block min-h-11 w-full bg-transparent pr-4 pl-11 text-sm outline-none placeholder:text-muted"
            />
          </div>
          {found.length > 0 ? (
            <ul className="min-h-0 overflow-y-auto overscroll-contain p-1">
              {found.map((entry) => (
                <Row
                  key={entry.at}
                  entry={entry}
                  onPick={() => {
                    picked.current = true;
                    onPick(entry.draft);
                    onClose();
                  }}
                  onRemove={() => remove(entry)}
                />
              ))}
            </ul>
          ) : (
            <p className="px-4 py-8 text-center text-sm text-muted">{prompts.length === 0 ? t.historyEmpty : t.historyNone(query)}</p>
          )}
          <div className="flex flex-wrap items-center justify-between gap-x-3 border-t border-line py-1 pr-1 pl-4 text-xs text-muted">
            <p className="py-1.5" role="status">
              {query ? t.historyFound(found.length) : t.historyHere}
            </p>
            {prompts.length > 0 && (
              <Button look="quiet" onClick={clear}>
                {t.historyClear}
              </Button>
            )}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Row({ entry, onPick, onRemove }: { entry: Remembered; onPick: () => void; onRemove: () => void }) {
  const t = text();
  const { draft, at } = entry;
  return (
    <li className="flex items-start gap-1 rounded-md has-[[data-pick]:focus-visible]:bg-sunken hover:bg-sunken">
      <button
        type="button"
        data-pick
        onClick={onPick}
        onKeyDown={(event) => {
          if (event.key === "Delete") onRemove();
        }}
        aria-keyshortcuts="Delete"
        className="min-h-11 min-w-0 flex-1 rounded-md px-3 py-2 text-left text-sm focus-visible:-outline-offset-2"
      >
        <span className="line-clamp-2 wrap-anywhere">{draft.prompt}</span>
        <span className="mt-0.5 block text-xs text-muted tabular-nums">{[ago(new Date(at).toISOString(), serverNow()), ...wordsOf(draft)].join(" · ")}</span>
      </button>
      <IconButton icon="close" label={t.historyForget(draft.prompt)} onClick={onRemove} className="mt-1 mr-1 size-9 [&>svg]:size-2" />
    </li>
  );
}

/** The settings of a remembered prompt, in words. */
function wordsOf(draft: Draft): string[] {
  const t = text();
  return [
    draft.models && t.modelCount(draft.models.length),
    draft.steps !== undefined && `${t.steps} ${draft.steps}`,
    draft.guidance !== undefined && `${t.guidance} ${draft.guidance}`,
    ...settingsWords(draft),
  ].filter((words): words is string => Boolean(words));
}

/** The prompts with all of the words. */
function search(prompts: readonly Remembered[], query: string): readonly Remembered[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return prompts.filter(({ draft }) => words.every((word) => draft.prompt.toLowerCase().includes(word)));
}

const picks = (panel: HTMLElement | null): HTMLElement[] => [...(panel?.querySelectorAll<HTMLElement>("[data-pick]") ?? [])];

/** Arrows walk from the search over the prompts; Home and End go to the first and the last. */
function walk(event: KeyboardEvent, panel: HTMLElement | null): void {
  const input = panel?.querySelector("input");
  const stops = [...(input ? [input] : []), ...picks(panel)];
  const here = stops.indexOf(document.activeElement as HTMLElement);
  const typing = here === 0;
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: typing ? -1 : 1, End: typing ? -1 : stops.length - 1 }[event.key];
  const stop = to === undefined || here < 0 ? undefined : stops[to];
  if (!stop) return;
  event.preventDefault();
  stop.focus();
}
