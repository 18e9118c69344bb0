import type { ReactNode } from "react";
import { ApiFailure } from "@/api/failure";
import { words } from "@/api/words";
import { Button } from "./button";
import { Icon, type IconName } from "./icon";

/** Something that people should read, with what they can do about it. */
export function Notice({ icon = "info", children, actions }: { icon?: IconName; children: ReactNode; actions?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md border border-line bg-raised px-4 py-3 text-sm">
      <Icon name={icon} className="mt-0.5 text-accent" />
      <div className="min-w-0 flex-1 basis-52">{children}</div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}

/** What went wrong, in words, with a way to try again where that makes sense. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const missing = error instanceof ApiFailure && error.status === 404;
  return (
    <div role="alert">
      <Notice icon="alert" actions={onRetry && !missing && <Button icon="retry" onClick={onRetry}>Try again</Button>}>
        <p>{words(error)}</p>
        {error instanceof ApiFailure && error.correlationId && !missing && (
          <p className="mt-0.5 text-xs text-muted">
            Reference <code className="font-mono">{error.correlationId}</code>
          </p>
        )}
      </Notice>
    </div>
  );
}
