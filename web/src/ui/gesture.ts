/** A finger on its way over the viewer, in pixels from where it came down. */
export interface Drag {
  /** Sideways to another picture, or down to close; settled by the first stretch. */
  axis: "x" | "y";
  dx: number;
  dy: number;
}

/** What becomes of a drag when the finger is lifted. */
export type Outcome = "previous" | "next" | "close" | "stay";

/** Pixels before a press is a drag. */
export const SLOP = 8;
/** The part of the width that a slow drag has to go. */
const FAR = 0.25;
/** Pixels that a slow drag downwards has to go. */
const DOWN = 140;
/** Pixels in a millisecond from which a short drag is enough. */
const FAST = 0.5;

/** The drag that a movement is; undefined while it could still be a tap, and for a way that leads nowhere. */
export function dragOf(dx: number, dy: number, before: Drag | undefined, sideways: boolean): Drag | undefined {
  if (!before && Math.hypot(dx, dy) < SLOP) return undefined;
  const axis = before?.axis ?? (Math.abs(dx) > Math.abs(dy) ? "x" : "y");
  if (axis === "x") return sideways ? { axis, dx, dy: 0 } : undefined;
  return before || dy > 0 ? { axis, dx: 0, dy: Math.max(0, dy) } : undefined;
}

/** What a drag meant, by how far it went and how fast it was in the end, in pixels a millisecond. */
export function outcomeOf({ axis, dx, dy }: Drag, speed: { x: number; y: number }, width: number): Outcome {
  if (axis === "y") return dy > DOWN || (dy > SLOP && speed.y > FAST) ? "close" : "stay";
  const thrown = Math.abs(speed.x) > FAST && Math.sign(speed.x) === Math.sign(dx);
  if (!thrown && Math.abs(dx) < width * FAR) return "stay";
  return dx < 0 ? "next" : "previous";
}
