import { Bitmap } from "@/ui/icon";
import { buttonClass } from "@/ui/button";
import { Opener } from "@/ui/opener";
import type { Section } from "./layout";
import { CALENDAR } from "./icons";
import { text } from "./text";

export interface JumpProps {
  sections: readonly Section[];
  /** Goes to a section; 0 is the newest. */
  onSection: (at: number) => void;
  onDay: (day: string) => void;
}

const loadPopup = () => import("./jump-popup").then((module) => module.JumpPopup);

/** A button that leads to another time; it stays at the edge of the window. */
export function Jump(props: JumpProps) {
  const label = text().jump.open;
  return (
    <Opener
      kind="dialog"
      aria-label={label}
      title={label}
      className={buttonClass("plain", "size-9 px-0! shadow-float pointer-coarse:size-11")}
      load={loadPopup}
      popup={(Part, popup) => <Part {...popup} {...props} />}
    >
      <Bitmap rows={CALENDAR} />
    </Opener>
  );
}
