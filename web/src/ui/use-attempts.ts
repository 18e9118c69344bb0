import { useEffect, useState } from "react";
import { currentConnection, useConnection } from "@/api/connection";

/** Milliseconds before a picture that did not come is asked for again. */
const PAUSES = [1_000, 4_000];

interface Attempts {
  /** Which one it is; a key for the element, which asks anew when it is made anew. */
  attempt: number;
  state: "loading" | "shown" | "between" | "missing";
  onLoad: () => void;
  onError: () => void;
}

/** Asks for a picture again that did not come, now and then, and once the server is back. */
export function useAttempts(): Attempts {
  const [attempt, setAttempt] = useState(0);
  const [failures, setFailures] = useState(0);
  const [shown, setShown] = useState(false);
  const state = shown ? "shown" : failures > PAUSES.length ? "missing" : failures > 0 ? "between" : "loading";

  const pause = state === "between" ? PAUSES[failures - 1] : undefined;
  useEffect(() => {
    if (pause === undefined) return;
    const timer = setTimeout(() => setAttempt((last) => last + 1), pause);
    return () => clearTimeout(timer);
  }, [pause]);

  const { state: connection } = useConnection();
  const [last, setLast] = useState(connection);
  if (connection !== last) {
    setLast(connection);
    if (connection === "online" && state === "missing") {
      setFailures(0);
      setAttempt(attempt + 1);
    }
  }

  return {
    attempt,
    state,
    onLoad: () => setShown(true),
    // Nobody answers now: there is no use in asking again before somebody does.
    onError: () => setFailures((number) => (currentConnection().state === "online" ? number + 1 : PAUSES.length + 1)),
  };
}
