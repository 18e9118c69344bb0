import { useEffect, useState } from "react";
import { ApiFailure } from "@/api/failure";
import { joined, timelessWords, wait, words } from "@/api/words";
import errors from "@/text/en/errors";
import { part } from "@/text/part";
import { Button } from "./button";
import { Notice, type ErrorNoticeProps } from "./notice";

const text = part("errors", errors);

/** An error in words: what it is, how long it lasts, under which reference the server's log has it. */
export function ExplainedError({ error, onRetry }: ErrorNoticeProps) {
  const t = text();
  const missing = error instanceof ApiFailure && error.status === 404;
  // The log has nothing of what never reached the server.
  const logged = error instanceof ApiFailure && error.correlationId !== "" && !missing && error.code !== "NETWORK" && error.code !== "OFFLINE";
  const retry = onRetry && !missing;
  return (
    <div role="alert">
      <Notice icon="alert" actions={retry && <Button icon="retry" onClick={onRetry}>{t.tryAgain}</Button>}>
        <p>{error instanceof ApiFailure && error.retryAfter ? <Countdown key={error.correlationId} error={error} seconds={error.retryAfter} /> : words(error)}</p>
        {logged && (
          <p className="mt-0.5 text-xs text-muted">
            {t.reference} <code className="font-mono">{error.correlationId}</code>
          </p>
        )}
      </Notice>
    </div>
  );
}

/** The sentence with the time that is left. Screen readers hear it once, not every second. */
function Countdown({ error, seconds }: { error: ApiFailure; seconds: number }) {
  const t = text();
  const [end] = useState(() => Date.now() + seconds * 1_000);
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => {
      setLeft((end - Date.now()) / 1_000);
      if (Date.now() >= end) clearInterval(timer);
    }, 1_000);
    return () => clearInterval(timer);
  }, [end]);
  return (
    <>
      {joined(timelessWords(error), "")}
      <span aria-live="off" className="tabular-nums">
        {left > 0 ? t.tryAgainIn(wait(left)) : t.tryAgainNow}
      </span>
    </>
  );
}
