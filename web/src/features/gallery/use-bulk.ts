import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { setFavourite } from "@/api/favourite";
import { galleryQuery } from "@/api/gallery";
import { destroyGallery, restoreGallery, trashGallery } from "@/api/trash";
import { words } from "@/api/words";
import { toast } from "@/ui/toaster";
import { saveZip } from "./save-zip";
import { type Outcome, inTurn } from "./in-turn";
import { alterInLists, forgetLists, takeFromLists } from "./lists";
import { text } from "./text";

/** What can be done to many galleries at once. */
export type Doing = "love" | "unlove" | "trash" | "restore" | "destroy" | "download";

const ACTS: Record<Doing, (id: string) => Promise<void>> = {
  love: (id) => setFavourite(id, true),
  unlove: (id) => setFavourite(id, false),
  trash: trashGallery,
  restore: restoreGallery,
  destroy: destroyGallery,
  download: saveZip,
};

/** Requests that are under way at the same time. Files come one after another. */
const AT_ONCE = 4;

/** How far it is. */
export interface Progress {
  done: number;
  total: number;
}

/** Does things to many galleries, tells how far it is, and tells honestly what did not work. */
export function useBulk() {
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState<Progress>();
  const [trouble, setTrouble] = useState<string>();
  const stopper = useRef<AbortController>(undefined);
  useEffect(() => () => stopper.current?.abort(), []);

  /** Resolves with what is still to be done: nothing, if all went well. */
  const run = async (doing: Doing, ids: readonly string[]): Promise<string[]> => {
    const stop = new AbortController();
    stopper.current = stop;
    setTrouble(undefined);
    setProgress({ done: 0, total: ids.length });
    const outcome = await inTurn(ids, ACTS[doing], {
      atOnce: doing === "download" ? 1 : AT_ONCE,
      signal: stop.signal,
      onStep: (done) => setProgress({ done, total: ids.length }),
    });
    setProgress(undefined);
    if (outcome.done.length > 0) settle(doing, outcome.done);
    setTrouble(troubleOf(outcome, ids.length));
    return [...outcome.failed.map((one) => one.item), ...outcome.left];
  };

  /** Shows what was done. */
  const settle = (doing: Doing, done: readonly string[]) => {
    const ids = new Set(done);
    const t = text();
    switch (doing) {
      case "love":
      case "unlove":
        alterInLists(queryClient, ids, (gallery) => ({ ...gallery, favourite: doing === "love" }));
        toast(doing === "love" ? t.loved(ids.size) : t.unloved(ids.size));
        break;
      case "trash": {
        const putBack = takeFromLists(queryClient, ids);
        forgetLists(queryClient, "trash");
        toast(t.trashed(ids.size), { label: t.undo, act: () => void undo(done, putBack) });
        break;
      }
      case "restore":
        takeFromLists(queryClient, ids);
        forgetLists(queryClient, "gallery");
        toast(t.restored(ids.size));
        break;
      case "destroy":
        takeFromLists(queryClient, ids);
        toast(t.destroyed(ids.size));
        for (const id of done) queryClient.removeQueries({ queryKey: galleryQuery(id).queryKey });
        return;
      case "download":
        toast(t.downloaded(ids.size));
        return;
    }
    for (const id of done) void queryClient.invalidateQueries({ queryKey: galleryQuery(id).queryKey });
  };

  /** Takes all out of the trash again. */
  const undo = async (ids: readonly string[], putBack: () => void) => {
    const outcome = await inTurn(ids, restoreGallery, { atOnce: AT_ONCE, signal: new AbortController().signal, onStep: () => undefined });
    takeFromLists(queryClient, new Set(outcome.done));
    putBack();
    takeFromLists(queryClient, new Set(outcome.failed.map((one) => one.item)));
    toast(troubleOf(outcome, ids.length) ?? text().restored(outcome.done.length));
  };

  return {
    progress,
    /** What did not work the last time. */
    trouble,
    run,
    stop: () => stopper.current?.abort(),
    forget: () => setTrouble(undefined),
  };
}

function troubleOf({ failed, left }: Outcome<string>, total: number): string | undefined {
  const [first] = failed;
  if (first) return text().failed(failed.length, total, words(first.error));
  return left.length > 0 ? text().stopped(left.length, total) : undefined;
}
