import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useRef } from "react";
import { itemOf } from "./item";
import type { Layout } from "./layout";

/** Milliseconds that a finger rests on a card to choose it. */
const HOLD = 450;
/** Pixels that it may tremble meanwhile. */
const TREMBLE = 10;

const STEPS: Partial<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface Hands {
  layout: Layout;
  selecting: boolean;
  /** Chooses a card or no longer; with `from` all from there to it. */
  onPick: (index: number, from?: number) => void;
  /** Chooses all from what was chosen last. */
  onStretch: (index: number) => void;
  /** Gives the focus to a card. */
  focus: (index: number) => void;
}

/**
 * What fingers, mouse and keys do on the wall: hold, or Ctrl- or Shift-click, or Space to choose; the arrows to walk,
 * with Shift to choose on the way.
 */
export function useWallHands({ layout, selecting, onPick, onStretch, focus }: Hands) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pressed = useRef({ touch: false, x: 0, y: 0 });
  /** Whether a finger has just chosen by resting: the click that follows is not one. */
  const held = useRef(false);
  const release = () => clearTimeout(timer.current);
  useEffect(() => release, []);

  return {
    onPointerDown: (event: PointerEvent) => {
      pressed.current = { touch: event.pointerType === "touch", x: event.clientX, y: event.clientY };
      held.current = false;
      const item = itemOf(event.target);
      if (!pressed.current.touch || selecting || item === undefined) return;
      timer.current = setTimeout(() => {
        held.current = true;
        onPick(item);
      }, HOLD);
    },
    onPointerMove: (event: PointerEvent) => {
      if (Math.hypot(event.clientX - pressed.current.x, event.clientY - pressed.current.y) > TREMBLE) release();
    },
    onPointerUp: release,
    onPointerCancel: release,
    onContextMenu: (event: MouseEvent) => {
      // Android's menu of a link comes by the same gesture.
      if (pressed.current.touch && itemOf(event.target) !== undefined) event.preventDefault();
    },
    onClickCapture: (event: MouseEvent) => {
      const item = itemOf(event.target);
      if (item === undefined) return;
      const take = () => {
        event.preventDefault();
        event.stopPropagation();
      };
      if (held.current) {
        held.current = false;
        take();
        return;
      }
      if (!(event.target instanceof Element && event.target.closest("[data-main]"))) return;
      // Ctrl and Enter on a link stay the browser's: they open it elsewhere.
      const mouse = event.detail > 0;
      if (mouse && event.shiftKey) {
        take();
        onStretch(item);
      } else if (selecting || (mouse && (event.ctrlKey || event.metaKey))) {
        take();
        onPick(item);
      }
    },
    onKeyDown: (event: KeyboardEvent) => {
      const item = itemOf(event.target);
      if (item === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!(event.target instanceof Element && event.target.matches("[data-main]"))) return;
      if (event.key === " " && !selecting) {
        event.preventDefault();
        onPick(item);
        return;
      }
      const step = STEPS[event.key];
      if (!step) return;
      event.preventDefault();
      const next = layout.step(item, ...step);
      if (event.shiftKey) onPick(next, item);
      focus(next);
    },
  };
}
