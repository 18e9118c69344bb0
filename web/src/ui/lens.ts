/** Which part of every picture is looked at; all pictures share it. */
export interface Lens {
  /** 1 shows the whole picture. */
  zoom: number;
  /** What lies in the middle, as parts of the width and height. */
  x: number;
  y: number;
}

export const WHOLE: Lens = { zoom: 1, x: 0.5, y: 0.5 };
const MOST = 16;

const within = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** Keeps the edges of the picture from coming into the middle. */
function bounded({ zoom, x, y }: Lens): Lens {
  const margin = 0.5 / zoom;
  return { zoom, x: within(x, margin, 1 - margin), y: within(y, margin, 1 - margin) };
}

/** Zooms so that what lies at a point of the frame stays there; points are parts of its width and height. */
export function zoomed(lens: Lens, factor: number, px = 0.5, py = 0.5): Lens {
  const zoom = within(lens.zoom * factor, 1, MOST);
  const shift = 1 / lens.zoom - 1 / zoom;
  return bounded({ zoom, x: lens.x + (px - 0.5) * shift, y: lens.y + (py - 0.5) * shift });
}

/** Moves the picture by parts of the frame. */
export function moved(lens: Lens, dx: number, dy: number): Lens {
  return bounded({ ...lens, x: lens.x - dx / lens.zoom, y: lens.y - dy / lens.zoom });
}

/** How a picture that fills its frame is drawn through the lens. */
export function transformOf({ zoom, x, y }: Lens): string {
  return `scale(${zoom}) translate(${(0.5 - x) * 100}%, ${(0.5 - y) * 100}%)`;
}

/** A place on the screen. */
export interface Point {
  clientX: number;
  clientY: number;
}

export const distance = (a: Point, b: Point) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);

export const between = (a: Point, b: Point): Point => ({ clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 });

/** Where a place lies in a frame, as parts of its width and height. */
export function pointIn({ left, top, width, height }: DOMRect, { clientX, clientY }: Point): [number, number] {
  return width > 0 && height > 0 ? [(clientX - left) / width, (clientY - top) / height] : [0.5, 0.5];
}

/** What a turn of the wheel zooms by: a notch of a mouse by a quarter, a trackpad as finely as it tells. */
export function wheelFactor({ deltaY, deltaMode, ctrlKey }: Pick<WheelEvent, "deltaY" | "deltaMode" | "ctrlKey">): number {
  const pixels = deltaMode === WheelEvent.DOM_DELTA_LINE ? deltaY * 33 : deltaY;
  // Browsers tell a pinch on a trackpad as a wheel with Ctrl, in small numbers.
  return Math.exp(-within(pixels, -100, 100) * (ctrlKey && Math.abs(pixels) < 50 ? 0.01 : Math.log(1.25) / 100));
}
