import { type Ref, useImperativeHandle } from "react";

/** Lets what Radix opens hang on a button that was there before it. */
export function PopupAnchor({ opener, ref }: { opener: HTMLButtonElement; ref?: Ref<HTMLButtonElement> }) {
  useImperativeHandle(ref, () => opener, [opener]);
  return null;
}
