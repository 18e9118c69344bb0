import { useEffect } from "react";

/** Calls back when Escape is pressed and nothing else that is open takes it. */
export function useEscape(on: boolean, act: () => void): void {
  useEffect(() => {
    if (!on) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open], [role=dialog], [role=menu]")) act();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [on, act]);
}
