import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import { between, distance, type Lens, moved, type Point, pointIn, WHOLE, wheelFactor, zoomed } from "@/ui/lens";

/** What one press of a key zooms by. */
const STEP = 1.25;
/** What an arrow key moves by, in parts of the frame. */
const STRIDE = 0.1;
/** What a double click or a double tap zooms to. */
const CLOSE = 4;
/** Milliseconds and pixels within which two taps are one double tap. */
const TWICE = { time: 320, near: 32 };

/** Looks at every picture at once: by wheel, once the stage has the focus, drag, pinch, double click and keys. Frames carry the attribute data-frame. */
export function useLens(stage: RefObject<HTMLElement | null>) {
  const [lens, setLens] = useState<Lens>(WHOLE);
  const whole = lens.zoom <= 1;
  const pointers = useRef(new Map<number, Point>());
  const down = useRef<Point & { time: number }>(undefined);
  const lastTap = useRef<Point & { time: number }>(undefined);

  // React listens to the wheel passively, and the page must not scroll meanwhile.
  useEffect(() => {
    const element = stage.current;
    const onWheel = (event: WheelEvent) => {
      const frame = frameOf(event.target);
      // The wheel moves the page on, except for who has begun to look closely, or holds the key that zooms everywhere (which
      // a pinch on a touchpad pretends to).
      const meant = event.ctrlKey || event.metaKey || document.activeElement === element;
      // Nothing is smaller than whole.
      if (!frame || !meant || (whole && event.deltaY > 0 && !event.ctrlKey)) return;
      event.preventDefault();
      const [px, py] = pointIn(frame.getBoundingClientRect(), event);
      setLens((before) => zoomed(before, wheelFactor(event), px, py));
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [stage, whole]);

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || !frameOf(event.target)) return;
    down.current = pointers.current.size === 0 ? { ...pointOf(event), time: event.timeStamp } : undefined;
    pointers.current.set(event.pointerId, pointOf(event));
    event.currentTarget.setPointerCapture(event.pointerId);
  };

  const onPointerMove = (event: PointerEvent) => {
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const now = pointOf(event);
    const [other] = [...pointers.current].flatMap(([id, point]) => (id === event.pointerId ? [] : [point]));
    pointers.current.set(event.pointerId, now);
    const frame = roomAt(event.currentTarget, other ? between(before, other) : before);
    if (!frame) return;
    // Of two fingers each does half of the moving, and their distance the zooming.
    const share = other ? 0.5 : 1;
    const dx = (share * (now.clientX - before.clientX)) / frame.width;
    const dy = (share * (now.clientY - before.clientY)) / frame.height;
    const factor = other ? distance(now, other) / Math.max(1, distance(before, other)) : 1;
    const [px, py] = pointIn(frame, other ? between(before, other) : before);
    setLens((lens) => moved(zoomed(lens, factor, px, py), dx, dy));
  };

  const onPointerUp = (event: PointerEvent) => {
    pointers.current.delete(event.pointerId);
    const press = down.current;
    down.current = undefined;
    if (!press || distance(press, event) > TWICE.near / 2) return;
    const before = lastTap.current;
    const twice = before && press.time - before.time < TWICE.time && distance(press, before) < TWICE.near;
    lastTap.current = twice ? undefined : press;
    const frame = roomAt(event.currentTarget, press);
    if (!twice || !frame) return;
    const [px, py] = pointIn(frame, press);
    setLens((before) => (before.zoom > 1 ? WHOLE : zoomed(before, CLOSE, px, py)));
  };

  const onPointerCancel = (event: PointerEvent) => {
    pointers.current.delete(event.pointerId);
    down.current = undefined;
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
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onKeyDown },
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

const pointOf = ({ clientX, clientY }: Point): Point => ({ clientX, clientY });

function frameOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest("[data-frame]") : null;
}

/** Where the frame under a place is; the first one's for a place beside them. Once it is captured, a pointer's events name no frame. */
function roomAt(stage: Element, { clientX, clientY }: Point): DOMRect | undefined {
  const rooms = [...stage.querySelectorAll("[data-frame]")].map((frame) => frame.getBoundingClientRect());
  return rooms.find(({ left, right, top, bottom }) => clientX >= left && clientX <= right && clientY >= top && clientY <= bottom) ?? rooms[0];
}
