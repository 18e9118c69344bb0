import { useEffect, useSyncExternalStore } from "react";
import { Button, IconButton } from "./button";

interface Toast {
  id: number;
  text: string;
  action?: { label: string; act: () => void };
}

/** Milliseconds that a toast stays: long enough to reach its button. */
const STAY = 8_000;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says something at the edge of the page, with at most one thing to do about it. */
export function toast(text: string, action?: Toast["action"]): void {
  lastId += 1;
  change([...toasts.slice(-2), { id: lastId, text, ...(action && { action }) }]);
}

const dismiss = (id: number) => change(toasts.filter((one) => one.id !== id));

export function Toaster() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-0 z-20 flex flex-col items-center gap-2 p-4">
      {shown.map((one) => (
        <ToastCard key={one.id} toast={one} />
      ))}
    </div>
  );
}

function ToastCard({ toast: { id, text, action } }: { toast: Toast }) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(id), STAY);
    return () => clearTimeout(timer);
  }, [id]);
  return (
    <div className="pointer-events-auto flex max-w-full animate-rise items-center gap-2 rounded-md border border-line bg-raised py-1.5 pr-1.5 pl-4 text-sm shadow-float">
      <span>{text}</span>
      {action && (
        <Button
          look="quiet"
          className="text-accent"
          onClick={() => {
            action.act();
            dismiss(id);
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon="close" label="Dismiss" onClick={() => dismiss(id)} />
    </div>
  );
}
