import { Toast as Radix } from "radix-ui";
import { useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import preferences from "@/text/en/preferences";
import { part } from "@/text/part";
import { buttonClass } from "./button";
import { Icon, type IconName } from "./icon";
import { currentToasts, dismiss, subscribeToToasts, type Toast, type ToastKind } from "./toaster";

const text = part("preferences", preferences);

/** Milliseconds that a toast stays: long enough to reach its button. Under the pointer or the focus it stays longer. */
const STAY = 8_000;

const ICONS: Record<ToastKind, IconName | undefined> = { info: undefined, done: "check", failed: "alert" };

/** What was said at the edge of the page. F8 leads there. */
export function Toasts() {
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts);
  const host = useSyncExternalStore(subscribeToHost, topmost);
  const t = text();
  return (
    <Radix.Provider label={t.notification} duration={STAY} announcerContainer={host}>
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
      {createPortal(
        <Radix.Viewport asChild label={`${t.notifications} ({hotkey})`}>
          <div className="pointer-events-none fixed inset-x-0 bottom-(--bottom-edge) z-30 flex flex-col items-center gap-2 px-4 pb-4 outline-none" />
        </Radix.Viewport>,
        host,
      )}
    </Radix.Provider>
  );
}

function ToastCard({ toast: { id, text: said, kind, action, stays } }: { toast: Toast }) {
  const icon = ICONS[kind];
  return (
    <Radix.Root
      asChild
      type="background"
      duration={stays ? Number.POSITIVE_INFINITY : STAY}
      onOpenChange={(open) => {
        if (!open) dismiss(id);
      }}
    >
      <div className="pointer-events-auto flex max-w-full animate-rise items-center gap-2 rounded-md border border-line bg-raised py-1.5 pr-1.5 pl-4 text-sm shadow-float data-[swipe=move]:translate-x-(--radix-toast-swipe-move-x)">
        {icon && <Icon name={icon} className="text-accent" />}
        <Radix.Description className="min-w-0 py-1 wrap-anywhere">{said}</Radix.Description>
        {action && (
          <Radix.Action altText={action.label} onClick={action.act} className={buttonClass("quiet", "text-accent pointer-coarse:min-h-11")}>
            {action.label}
          </Radix.Action>
        )}
        <Radix.Close aria-label={text().dismiss} title={text().dismiss} className={buttonClass("quiet", "size-9 px-0! pointer-coarse:size-11")}>
          <Icon name="close" />
        </Radix.Close>
      </div>
    </Radix.Root>
  );
}

/** Where toasts are put: what is outside an open dialog can neither be seen nor reached. */
const topmost = (): HTMLElement => [...document.querySelectorAll<HTMLElement>("dialog[open]")].at(-1) ?? document.body;

/** Dialogs come and go by themselves; while there are toasts, their place is looked up with every change of the page. */
function subscribeToHost(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["open"] });
  return () => observer.disconnect();
}
