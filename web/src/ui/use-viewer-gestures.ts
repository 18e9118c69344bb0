import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import { type Drag, dragOf, outcomeOf, SLOP } from "./gesture";
import { between, distance, type Lens, moved, type Point, pointIn, WHOLE, wheelFactor, zoomed } from "./lens";

/** What a double tap zooms to. */
const CLOSE = 3;
/** Milliseconds and pixels within which two taps are one double tap. */
const TWICE = { time: 320, near: 32 };
/** Milliseconds after which a finger that rests has no speed left. */
const REST = 80;

interface Press extends Point {
  time: number;
}

interface Track {
  start: Press;
  last: Press;
  speed: { x: number; y: number };
  drag: Drag | undefined;
  /** Whether a second finger came, or the picture was moved: then it is no tap. */
  spoilt: boolean;
}

interface Reactions {
  /** Whether there are other pictures. */
  several: boolean;
  onStep: (by: 1 | -1) => void;
  onClose: () => void;
}

/**
 * Fingers and the mouse on the viewer: sideways to the next picture, down to close, pinch, wheel and double tap to zoom,
 * drag to look around. The element in view carries the attribute data-frame.
 */
export function useViewerGestures(stage: RefObject<HTMLElement | null>, { several, onStep, onClose }: Reactions) {
  const [lens, setLens] = useState<Lens>(WHOLE);
  const [drag, setDrag] = useState<Drag>();
  const pointers = useRef(new Map<number, Point>());
  const track = useRef<Track>(undefined);
  const lastTap = useRef<Press>(undefined);

  // React listens to the wheel passively, and the page must not move meanwhile.
  useEffect(() => {
    const element = stage.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const frame = frameOf(element);
      if (!frame) return;
      const [px, py] = pointIn(frame, event);
      setLens((before) => zoomed(before, wheelFactor(event), px, py));
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [stage]);

  const toggle = (at: Point) => {
    const frame = frameOf(stage.current);
    const [px, py] = frame ? pointIn(frame, at) : [0.5, 0.5];
    setLens((before) => (before.zoom > 1 ? WHOLE : zoomed(before, CLOSE, px, py)));
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, pointOf(event));
    const press = { ...pointOf(event), time: event.timeStamp };
    if (pointers.current.size === 1) track.current = { start: press, last: press, speed: { x: 0, y: 0 }, drag: undefined, spoilt: false };
    else if (track.current) {
      track.current.spoilt = true;
      track.current.drag = undefined;
      setDrag(undefined);
    }
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const before = pointers.current.get(event.pointerId);
    const frame = frameOf(stage.current);
    if (!before || !frame || !track.current) return;
    const now = pointOf(event);
    const [other] = [...pointers.current].flatMap(([id, point]) => (id === event.pointerId ? [] : [point]));
    pointers.current.set(event.pointerId, now);
    if (other || lens.zoom > 1) {
      // Of two fingers each does half of the moving, and their distance the zooming.
      const share = other ? 0.5 : 1;
      const dx = (share * (now.clientX - before.clientX)) / frame.width;
      const dy = (share * (now.clientY - before.clientY)) / frame.height;
      if (other) {
        const [px, py] = pointIn(frame, between(before, other));
        const factor = distance(now, other) / Math.max(1, distance(before, other));
        setLens((lens) => moved(zoomed(lens, factor, px, py), dx, dy));
      } else {
        setLens((lens) => moved(lens, dx, dy));
        if (distance(now, track.current.start) > TWICE.near / 2) track.current.spoilt = true;
      }
      return;
    }
    if (track.current.spoilt) return;
    const { start, last } = track.current;
    const passed = Math.max(1, event.timeStamp - last.time);
    track.current.speed = { x: (now.clientX - last.clientX) / passed, y: (now.clientY - last.clientY) / passed };
    track.current.last = { ...now, time: event.timeStamp };
    track.current.drag = dragOf(now.clientX - start.clientX, now.clientY - start.clientY, track.current.drag, several);
    // A way that leads nowhere is no tap either.
    if (!track.current.drag && distance(now, start) > SLOP) track.current.spoilt = true;
    setDrag(track.current.drag);
  };

  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    if (!pointers.current.delete(event.pointerId) || pointers.current.size > 0) return;
    const ended = track.current;
    track.current = undefined;
    setDrag(undefined);
    if (!ended || ended.spoilt) return;
    if (ended.drag) {
      const speed = event.timeStamp - ended.last.time > REST ? { x: 0, y: 0 } : ended.speed;
      const outcome = outcomeOf(ended.drag, speed, event.currentTarget.clientWidth);
      if (outcome === "close") onClose();
      else if (outcome !== "stay") onStep(outcome === "next" ? 1 : -1);
      return;
    }
    tap({ ...pointOf(event), time: event.timeStamp }, event);
  };

  /** A second tap in the same place zooms; a click beside the picture closes, as beside every dialog. */
  const tap = (press: Press, event: PointerEvent) => {
    const before = lastTap.current;
    const twice = before && press.time - before.time < TWICE.time && distance(press, before) < TWICE.near;
    lastTap.current = twice ? undefined : press;
    const frame = frameOf(stage.current);
    const [px, py] = frame ? pointIn(frame, press) : [0.5, 0.5];
    if (twice) toggle(press);
    else if (event.pointerType === "mouse" && lens.zoom === 1 && (px < 0 || px > 1 || py < 0 || py > 1)) onClose();
  };

  const onPointerCancel = (event: PointerEvent) => {
    pointers.current.delete(event.pointerId);
    track.current = undefined;
    setDrag(undefined);
  };

  return { lens, setLens, drag, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel } };
}

const pointOf = ({ clientX, clientY }: Point): Point => ({ clientX, clientY });

const frameOf = (stage: Element | null) => stage?.querySelector("[data-frame]")?.getBoundingClientRect();
