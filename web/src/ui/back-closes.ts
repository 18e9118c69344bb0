import { useEffect, useRef, useState } from "react";
import { randomId } from "@/api/ids";
import { overlay } from "./route";

/**
 * Lets the browser's way back close what lies over the view, as people expect on a phone. Returns how it is closed
 * otherwise, which takes that step back itself.
 */
export function useBackCloses(onClose: () => void): () => void {
  const [id] = useState(randomId);
  const latest = useRef(onClose);
  useEffect(() => {
    latest.current = onClose;
  });
  useEffect(() => {
    const before = history.state as object | null;
    if (overlay() !== id) history.pushState({ ...before, overlay: id }, "");
    const onPop = () => {
      if (overlay() !== id) latest.current();
    };
    addEventListener("popstate", onPop);
    return () => removeEventListener("popstate", onPop);
  }, [id]);
  return () => {
    latest.current();
    if (overlay() === id) history.back();
  };
}
