import { lazy, type ReactNode, Suspense } from "react";
import { Icon, type IconName } from "./icon";
import { uiText } from "./ui-text";

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

export interface ErrorNoticeProps {
  error: unknown;
  onRetry?: (() => void) | undefined;
}

/** The words for errors come after the first view; it has none yet. Where they cannot be had, a sentence stands in. */
const Explained = lazy(() =>
  import("./error-notice").then(
    (module) => ({ default: module.ExplainedError }),
    () => ({ default: Unexplained }),
  ),
);

/** What went wrong, in words, with a way to try again where that makes sense. */
export function ErrorNotice(props: ErrorNoticeProps) {
  return (
    <Suspense>
      <Explained {...props} />
    </Suspense>
  );
}

function Unexplained() {
  return (
    <div role="alert">
      <Notice icon="alert">{uiText().trouble}</Notice>
    </div>
  );
}
