import { type FocusEvent, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { itemOf } from "./item";

/**
 * The card that has the focus stays in the document, wherever the window is; a card beyond the window can be given the
 * focus; and it stays on its card when what the card does changes.
 */
export function useKeptFocus(wall: RefObject<HTMLElement | null>, selecting: boolean) {
  const [kept, setKept] = useState<number>();
  const wanted = useRef<number>(undefined);
  const find = (index: number | undefined) =>
    index === undefined ? null : wall.current?.querySelector<HTMLElement>(`[data-item="${index}"] [data-main]`);

  const give = () => {
    const control = find(wanted.current);
    if (!control) return;
    wanted.current = undefined;
    control.focus();
  };
  useLayoutEffect(give);

  // Its link has become a checkbox, or the other way round.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) find(kept)?.focus({ preventScroll: true });
    // Only that change matters; the card is the one that had the focus then.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selecting]);

  return {
    /** The card's index. */
    kept,
    onFocus: (event: FocusEvent) => {
      const item = itemOf(event.target);
      if (item !== undefined) setKept(item);
    },
    onBlur: (event: FocusEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget)) setKept(undefined);
    },
    /** Gives the focus to a card, as soon as it is there. */
    focus: (index: number) => {
      wanted.current = index;
      setKept(index);
      give();
    },
  };
}
