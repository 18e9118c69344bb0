import type { QueryClient } from "@tanstack/react-query";
import { startTransition } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { report } from "@/api/report";
import { isUntouched } from "@/features/studio/draft";
import { currentLanguage, tagOf } from "@/text/language";
import { haveOwnLook } from "@/text/own-look";
import { Root } from "./root";

/**
 * Brings the page to life: takes over the first paint, which came in the language `painted`, or takes its place where the
 * page has to look otherwise. As a transition, which React does in small parts, so that a slow phone stays awake.
 */
export function start(root: HTMLElement, queryClient: QueryClient, painted: string): void {
  const page = <Root queryClient={queryClient} />;
  const onUncaughtError = (error: unknown) => void report(error, "root");
  const there = root.childElementCount > 0;
  const understood = painted === tagOf(currentLanguage());
  // Who had chosen a language before there was a first paint is spared the next.
  if (there && !understood) haveOwnLook();
  startTransition(() => {
    if (there && understood && location.search === "" && isUntouched()) {
      hydrateRoot(root, page, { onUncaughtError, onRecoverableError: (error) => void report(error, "first paint") });
    } else {
      createRoot(root, { onUncaughtError }).render(page);
    }
  });
  // What was pressed too early is pressed now: src/after-paint.ts.
  dispatchEvent(new Event("pixelprompt:alive"));
}
