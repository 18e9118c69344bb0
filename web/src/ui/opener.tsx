import { type ComponentProps, type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { toast } from "./toaster";
import { text } from "./viewer-text";

/** What a menu or a panel needs to hang on its button. */
export interface Popup {
  id: string;
  opener: HTMLButtonElement;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Whether a key opened it: the first choice then takes the focus. */
  byKey: boolean;
}

interface OpenerProps<Part> extends ComponentProps<"button"> {
  kind: "menu" | "dialog";
  /** Fetches what shows the menu or panel; asked for as soon as somebody reaches for the button. */
  load: () => Promise<Part>;
  /** Draws it once it is there. */
  popup: (part: Part, popup: Popup) => ReactNode;
}

/** A button that opens a menu or a panel. What it opens is fetched on demand, and the button stays the same all the while. */
export function Opener<Part>({ kind, load, popup, onClick, onKeyDown, children, ...rest }: OpenerProps<Part>) {
  const id = useId();
  const [state, setState] = useState<Pick<Popup, "open" | "byKey"> & { opener?: HTMLButtonElement }>({ open: false, byKey: false });
  const [part, setPart] = useState<{ is: Part }>();

  const prepare = () => void load().catch(() => undefined);
  const turn = (open: boolean) => setState((before) => ({ ...before, open }));
  const show = (opener: HTMLButtonElement, byKey: boolean) => {
    setState({ open: true, byKey, opener });
    if (part) return;
    load().then(
      (is) => setPart({ is }),
      () => {
        turn(false);
        toast(text().partMissing);
      },
    );
  };

  return (
    <>
      <button
        type="button"
        {...rest}
        aria-haspopup={kind}
        aria-expanded={state.open}
        aria-controls={state.open && part ? id : undefined}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={(event) => {
          onClick?.(event);
          if (state.open) turn(false);
          // A click without a press of a pointer came from the keyboard, or from an assistive technology.
          else show(event.currentTarget, event.detail === 0);
        }}
        onKeyDown={(event: KeyboardEvent<HTMLButtonElement>) => {
          onKeyDown?.(event);
          if (kind !== "menu" || event.key !== "ArrowDown") return;
          event.preventDefault();
          show(event.currentTarget, true);
        }}
      >
        {children}
      </button>
      {part && state.opener && popup(part.is, { ...state, id, opener: state.opener, onOpenChange: turn })}
    </>
  );
}
