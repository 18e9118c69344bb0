import { type ReactNode, useLayoutEffect, useRef } from "react";

interface DialogProps {
  label: string;
  onClose: () => void;
  children: ReactNode;
  className?: string;
}

/** The browser's own modal dialog: it keeps the focus, closes on Escape, and needs no injected styles. */
export function Dialog({ label, onClose, children, className = "" }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the element leaves the page, so that closing gives the focus back to what opened it.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className={`m-auto rounded-lg bg-raised text-ink shadow-float ${className}`}
    >
      {children}
    </dialog>
  );
}
