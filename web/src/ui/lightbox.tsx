import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useBackCloses } from "./back-closes";
import { IconButton, buttonClass } from "./button";
import { Dialog } from "./dialog";
import { seconds } from "./format";
import { Icon } from "./icon";
import { moved, WHOLE, zoomed } from "./lens";
import { LightboxSettings } from "./lightbox-settings";
import { LightboxSlide } from "./lightbox-slide";
import { Link } from "./link";
import { costText } from "./money";
import { PictureMenu } from "./picture-menu";
import type { PictureInfo } from "./reuse";
import { overlay, withPicture } from "./route";
import { useViewerGestures } from "./use-viewer-gestures";
import { text } from "./viewer-text";

/** Where an arrow moves a picture that is larger than the window, in parts of it; else it goes to another picture. */
const ARROWS: Record<string, [number, number]> = { ArrowLeft: [0.15, 0], ArrowRight: [-0.15, 0], ArrowUp: [0, 0.15], ArrowDown: [0, -0.15] };
const ZOOMS: Record<string, number> = { "+": 1.5, "=": 1.5, "-": 1 / 1.5 };
/** Turns further than any neighbour: the first and the last picture come without a slide. */
const FAR = 3;

interface LightboxProps {
  images: readonly PictureInfo[];
  /** The run whose picture is shown first; nothing is shown where there is none. */
  open: string | undefined;
  onClose: () => void;
}

/**
 * One picture as large as the window, with the others a swipe or an arrow key away. Closes by its button, Escape, a
 * swipe downwards and the browser's way back. The address names the picture meanwhile.
 */
export function Lightbox({ images, open, onClose }: LightboxProps) {
  const start = images.findIndex((image) => image.runId === open);
  return start < 0 ? null : <OpenLightbox images={images} start={start} onClose={onClose} />;
}

interface OpenLightboxProps {
  images: readonly PictureInfo[];
  start: number;
  onClose: () => void;
}

function OpenLightbox({ images, start, onClose }: OpenLightboxProps) {
  const t = text();
  // Who came by a link to the picture goes back to where there is none.
  useEffect(() => {
    if (!overlay()) history.replaceState(history.state, "", withPicture(undefined));
  }, []);
  const close = useBackCloses(onClose);
  const stage = useRef<HTMLDivElement>(null);
  // By the run, since pictures may be added while one is looked at. The turn counts the steps, so that a slide that
  // moves stays the same element.
  const [place, setPlace] = useState({ runId: images[start]?.runId, turn: 0 });
  const [told, setTold] = useState(false);
  const [ready, setReady] = useState(false);
  const at = Math.max(0, images.findIndex((image) => image.runId === place.runId));
  const several = images.length > 1;
  const of = (index: number) => images[(index + images.length) % images.length];
  const go = (index: number, turns: number) => {
    setPlace({ runId: of(index)?.runId, turn: place.turn + turns });
    setLens(WHOLE);
  };
  const step = (by: 1 | -1) => {
    if (several) go(at + by, by);
  };
  const { lens, setLens, drag, handlers } = useViewerGestures(stage, { several, onStep: step, onClose: close });

  const image = images[at];
  const runId = image?.runId;
  useEffect(() => {
    if (overlay()) history.replaceState(history.state, "", withPicture(runId));
  }, [runId]);
  const neighbour = of(at + 1);
  if (!image) return null;

  const onKeyDown = (event: KeyboardEvent) => {
    const elsewhere = event.target instanceof Element && event.target.closest("[role=menu], input");
    if (elsewhere || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event.key)) event.preventDefault();
  };

  /** What a key does. Returns whether it does anything. */
  const act = (key: string): boolean => {
    const arrow = ARROWS[key];
    const zoom = ZOOMS[key];
    if (arrow && lens.zoom > 1) setLens((before) => moved(before, ...arrow));
    else if (arrow) {
      if (arrow[0] !== 0) step(arrow[0] < 0 ? 1 : -1);
    } else if (zoom) setLens((before) => zoomed(before, zoom));
    else if (key === "0") setLens(WHOLE);
    else if (key === "Home") go(0, FAR);
    else if (key === "End") go(images.length - 1, FAR);
    else if (key.toLowerCase() === "i") setTold(!told);
    else return false;
    return true;
  };

  const detail = [image.duration != null && seconds(image.duration), costText(image.cost)].filter(Boolean).join(" · ");
  const fading = drag?.axis === "y" ? { opacity: Math.max(0.3, 1 - drag.dy / 500) } : undefined;

  return (
    <Dialog label={image.model} onClose={close} className="fixed inset-0 m-0! size-full! max-h-none! max-w-none! overflow-hidden rounded-none! bg-transparent!">
      <div onKeyDown={onKeyDown} className={`flex h-full flex-col bg-paper ${fading ? "" : "transition-opacity"}`} style={fading}>
        <header className="flex items-center gap-1 px-2 pt-[calc(env(safe-area-inset-top)+0.5rem)] pb-2 sm:px-3">
          <IconButton icon="close" label={t.close} onClick={close} className="pointer-coarse:size-11" />
          <div aria-live="polite" className="min-w-0 flex-1 px-1 leading-tight">
            <p className="truncate text-sm font-semibold">{image.model}</p>
            <p className="truncate text-xs text-muted tabular-nums">
              {several && `${t.position(at + 1, images.length)} · `}
              {detail}
            </p>
          </div>
          <IconButton icon="info" label={t.settings} aria-pressed={told} onClick={() => setTold(!told)} className="pointer-coarse:size-11 aria-pressed:text-accent" />
          {neighbour && several && (
            <Link
              to={{ view: "compare", pictures: [image.runId, neighbour.runId], mode: "side" }}
              className={buttonClass("quiet", "size-9 px-0! pointer-coarse:size-11")}
              onClick={onClose}
              aria-label={t.compareWith(neighbour.model)}
              title={t.compareWith(neighbour.model)}
            >
              <Icon name="compare" />
            </Link>
          )}
          <PictureMenu image={image} className="size-9 px-0! pointer-coarse:size-11" />
        </header>
        <div className="relative flex min-h-0 flex-1 max-sm:flex-col">
          <div className="relative min-h-0 min-w-0 flex-1">
            <div
              ref={stage}
              {...handlers}
              className={`absolute inset-0 touch-none overflow-hidden select-none ${lens.zoom > 1 ? "cursor-grab active:cursor-grabbing" : ""}`}
            >
              {(several && ready ? [-1, 0, 1] : [0]).map((by) => {
                const shown = of(at + by);
                return (
                  shown && (
                    <LightboxSlide
                      key={place.turn + by}
                      image={shown}
                      by={by}
                      drag={drag}
                      lens={by === 0 ? lens : WHOLE}
                      onReady={() => setReady(true)}
                    />
                  )
                );
              })}
            </div>
            {several && (
              <>
                <IconButton icon="left" label={t.previous} onClick={() => step(-1)} className={`left-2 ${BESIDE}`} />
                <IconButton icon="right" label={t.next} onClick={() => step(1)} className={`right-2 ${BESIDE}`} />
              </>
            )}
          </div>
          {told && <LightboxSettings image={image} />}
        </div>
      </div>
    </Dialog>
  );
}

const BESIDE = "absolute! top-1/2 size-11! -translate-y-1/2 bg-raised/80! text-ink! shadow-float max-sm:top-auto max-sm:bottom-3 max-sm:translate-y-0";
