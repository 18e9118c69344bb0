import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import { type Lens, moved, WHOLE, zoomed } from "@/ui/lens";

/** What one turn of a wheel, or one press of a key, zooms by. */
const STEP = 1.25;
/** What an arrow key moves by, in parts of the frame. */
const STRIDE = 0.1;
/** What a double click zooms to. */
const CLOSE = 4;

type Point = Pick<PointerEvent, "clientX" | "clientY">;

/** Looks at every picture at once: by wheel, drag, pinch, double click and keys. Frames carry the attribute data-frame. */
export function useLens(stage: RefObject<HTMLElement | null>) {
  const [lens, setLens] = useState<Lens>(WHOLE);
  const pointers = useRef(new Map<number, Point>());

  // React listens to the wheel passively, and the page must not scroll meanwhile.
  useEffect(() => {
    const element = stage.current;
    const onWheel = (event: WheelEvent) => {
      const frame = frameOf(event.target);
      if (!frame) return;
      event.preventDefault();
      const [px, py] = pointIn(frame, event);
      setLens((before) => zoomed(before, event.deltaY < 0 ? STEP : 1 / STEP, px, py));
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [stage]);

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || !frameOf(event.target)) return;
    pointers.current.set(event.pointerId, { clientX: event.clientX, clientY: event.clientY });
    event.currentTarget.setPointerCapture(event.pointerId);
  };

  const onPointerMove = (event: PointerEvent) => {
    const before = pointers.current.get(event.pointerId);
    const frame = event.currentTarget.querySelector("[data-frame]")?.getBoundingClientRect();
    if (!before || !frame) return;
    const now = { clientX: event.clientX, clientY: event.clientY };
    const [other] = [...pointers.current].flatMap(([id, point]) => (id === event.pointerId ? [] : [point]));
    pointers.current.set(event.pointerId, now);
    // Of two fingers each does half of the moving, and their distance the zooming.
    const share = other ? 0.5 : 1;
    const dx = (share * (now.clientX - before.clientX)) / frame.width;
    const dy = (share * (now.clientY - before.clientY)) / frame.height;
    const factor = other ? distance(now, other) / Math.max(1, distance(before, other)) : 1;
    setLens((lens) => moved(zoomed(lens, factor), dx, dy));
  };

  const onPointerEnd = (event: PointerEvent) => void pointers.current.delete(event.pointerId);

  const onDoubleClick = (event: Point & { target: EventTarget }) => {
    const frame = frameOf(event.target);
    if (!frame) return;
    const [px, py] = pointIn(frame, event);
    setLens((before) => (before.zoom > 1 ? WHOLE : zoomed(before, CLOSE, px, py)));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = KEYS[event.key];
    if (!next) return;
    event.preventDefault();
    setLens(next);
  };

  return {
    lens,
    zoomBy: (factor: number) => setLens((before) => zoomed(before, factor)),
    reset: () => setLens(WHOLE),
    handlers: { onPointerDown, onPointerMove, onPointerUp: onPointerEnd, onPointerCancel: onPointerEnd, onDoubleClick, onKeyDown },
  };
}

const KEYS: Record<string, (lens: Lens) => Lens> = {
  "+": (lens) => zoomed(lens, STEP),
  "=": (lens) => zoomed(lens, STEP),
  "-": (lens) => zoomed(lens, 1 / STEP),
  "0": () => WHOLE,
  ArrowLeft: (lens) => moved(lens, STRIDE, 0),
  ArrowRight: (lens) => moved(lens, -STRIDE, 0),
  ArrowUp: (lens) => moved(lens, 0, STRIDE),
  ArrowDown: (lens) => moved(lens, 0, -STRIDE),
};

function frameOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest("[data-frame]") : null;
}

function pointIn(frame: Element, { clientX, clientY }: Point): [number, number] {
  const { left, top, width, height } = frame.getBoundingClientRect();
  return width > 0 && height > 0 ? [(clientX - left) / width, (clientY - top) / height] : [0.5, 0.5];
}

const distance = (a: Point, b: Point) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
