import { type Ref, useImperativeHandle } from "react";

/** Lets what Radix opens hang on a button that was there before it. */
export function PopupAnchor({ opener, ref }: { opener: HTMLButtonElement; ref?: Ref<HTMLButtonElement> }) {
  useImperativeHandle(ref, () => opener, [opener]);
  return null;
}

/** For `onInteractOutside`: the button closes what it opened by itself. */
export const butNotBy = (opener: HTMLButtonElement) => (event: Event) => {
  if (event.target instanceof Node && opener.contains(event.target)) event.preventDefault();
};
