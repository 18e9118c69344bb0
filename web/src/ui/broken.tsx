import { useEffect } from "react";
import errors from "@/text/en/errors";
import { part } from "@/text/part";
import { Button } from "./button";
import { Mark } from "./mark";
import { isMissingPart, reloadIfOutdated } from "./outdated";

const text = part("errors", errors);

export interface BrokenProps {
  error: unknown;
  reference: string | undefined;
  onGoOn: () => void;
}

/** What stands in for a part of the page that fell over, or did not come. */
export function Broken({ error, reference, onGoOn }: BrokenProps) {
  const t = text();
  const missing = isMissingPart(error);
  useEffect(() => {
    if (missing) void reloadIfOutdated();
  }, [missing]);
  return (
    <div role="alert" className="mx-auto max-w-md px-4 py-16 text-center">
      <Mark className="mx-auto size-16 rotate-12 opacity-60 grayscale" />
      <h1 className="mt-6 text-xl font-semibold text-balance">{missing ? t.missing : t.broken}</h1>
      <p className="mt-2 text-pretty text-muted">{missing ? t.missingDetail : t.brokenDetail}</p>
      <div className="mt-6 flex flex-wrap justify-center gap-2">
        <Button look="primary" icon="retry" onClick={() => location.reload()}>
          {t.loadAgain}
        </Button>
        {!missing && <Button onClick={onGoOn}>{t.goOn}</Button>}
      </div>
      {reference && !missing && (
        <p className="mt-6 text-xs text-muted">
          {t.reference} <code className="font-mono">{reference}</code>
        </p>
      )}
    </div>
  );
}
