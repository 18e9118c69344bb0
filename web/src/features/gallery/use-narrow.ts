import { useSyncExternalStore } from "react";

/** Below this a panel takes the whole width. */
const NARROW = "(max-width: 39.99rem)";

const query = () => (typeof matchMedia === "function" ? matchMedia(NARROW) : undefined);

/** Whether the window is as narrow as a phone. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = query();
      list?.addEventListener("change", listener);
      return () => list?.removeEventListener("change", listener);
    },
    () => query()?.matches ?? false,
  );
}
