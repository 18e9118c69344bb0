import { type CSSProperties, useRef, useState } from "react";
import { Button, IconButton, buttonClass } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Lightbox } from "@/ui/lightbox";
import { Link } from "@/ui/link";
import { ErrorNotice, Notice } from "@/ui/notice";
import type { PictureInfo } from "@/ui/reuse";
import { type CompareMode, MOST_COMPARED, navigate } from "@/ui/route";
import { Segmented } from "@/ui/segmented";
import { useTitle } from "@/ui/title";
import { Choice } from "./choice";
import { Differences } from "./differences";
import { namesOf } from "./names";
import { Blink, SideBySide, Wipe } from "./stages";
import { text } from "./text";
import { useLens } from "./use-lens";
import { usePictures } from "./use-pictures";

const STAGES = { side: SideBySide, slider: Wipe, blink: Blink };

interface ComparePageProps {
  /** Run ids. */
  pictures: readonly string[];
  mode: CompareMode;
}

/** Two to four pictures of any jobs, looked at through one lens. */
export function ComparePage({ pictures, mode }: ComparePageProps) {
  const t = text();
  const { shown, missing, pending, error, jobs, retry } = usePictures(pictures);
  const [open, setOpen] = useState<string>();
  const names = namesOf(shown);
  useTitle(t.title);
  const go = (next: readonly string[], how = mode) => navigate({ view: "compare", pictures: [...next], mode: how }, { replace: true });
  const only = jobs.every((job) => job.prompt === jobs[0]?.prompt) ? jobs[0] : undefined;

  return (
    <>
      <h1 className="sr-only">{t.title}</h1>
      <Link to={only ? { view: "detail", gallery: only.galleryId } : { view: "gallery" }} className={buttonClass("quiet", "-ml-3 max-w-full")}>
        <Icon name="left" />
        <span className="truncate">{only?.prompt ?? t.gallery}</span>
      </Link>
      <div className="grid gap-2 empty:hidden">
        {error && <ErrorNotice error={error} onRetry={retry} />}
        {missing.length > 0 && (
          <Notice
            icon="alert"
            actions={shown.length > 0 && <Button onClick={() => go(shown.map((image) => image.runId))}>{t.leaveOut}</Button>}
          >
            {t.missing(missing.length)}
          </Notice>
        )}
      </div>
      {shown.length >= 2 && <Table images={shown} names={names} mode={mode} onMode={(next) => go(pictures, next)} onSwap={go} />}
      {shown.length < 2 && pending && (
        <p role="status" className="py-20 text-center text-sm text-muted">
          {t.fetching}
        </p>
      )}
      {shown.length < 2 && !pending && !error && (
        <div className="mt-3">
          <Notice>{t.tooFew}</Notice>
        </div>
      )}
      {shown.length > 0 && <Differences images={shown} names={names} onOpen={setOpen} onChange={go} />}
      <Choice jobs={jobs} pictures={pictures.filter((runId) => !missing.includes(runId))} onChange={go} />
      <Lightbox images={shown} open={open} onClose={() => setOpen(undefined)} />
    </>
  );
}

interface TableProps {
  images: readonly PictureInfo[];
  names: ReadonlyMap<string, string>;
  mode: CompareMode;
  onMode: (mode: CompareMode) => void;
  onSwap: (pictures: string[]) => void;
}

/** The pictures, and how they are looked at. */
function Table({ images, names, mode, onMode, onSwap }: TableProps) {
  const t = text();
  const stage = useRef<HTMLDivElement>(null);
  const { lens, zoomBy, reset, handlers } = useLens(stage);
  const Stage = STAGES[mode];
  const [first = "", second = "", ...others] = images.map((image) => image.runId);
  return (
    <>
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-2">
        <Segmented
          label={t.how}
          options={[
            { value: "side", label: t.side, hint: t.sideHint },
            { value: "slider", label: t.slider, hint: t.sliderHint },
            { value: "blink", label: t.blink, hint: t.blinkHint },
          ]}
          value={mode}
          onChange={onMode}
        />
        {mode === "slider" && (
          <Button onClick={() => onSwap([second, first, ...others])} className="pointer-coarse:min-h-11">
            {t.swap}
          </Button>
        )}
        <p className="ml-auto text-xs text-muted max-lg:hidden pointer-coarse:hidden">{t.wheelHint}</p>
        <div className="flex items-center gap-1 max-lg:ml-auto pointer-coarse:ml-auto">
          <IconButton icon="minus" label={t.zoomOut} onClick={() => zoomBy(1 / 1.5)} disabled={lens.zoom <= 1} className="pointer-coarse:size-11" />
          <Button look="quiet" onClick={reset} aria-label={t.whole} title={t.whole} className="w-16 px-0! tabular-nums pointer-coarse:min-h-11">
            {Math.round(lens.zoom * 100)}%
          </Button>
          <IconButton icon="plus" label={t.zoomIn} onClick={() => zoomBy(1.5)} className="pointer-coarse:size-11" />
        </div>
      </div>
      <div className="@container mt-3">
        <div
          ref={stage}
          role="group"
          tabIndex={0}
          aria-label={t.stage}
          // Whole pictures leave the page its way up and down under a finger.
          className={`h-[max(16rem,min(100dvh-17rem,100cqw/var(--ratio)+var(--more)))] rounded-md [--ratio:var(--phone)] sm:[--ratio:var(--wide)] ${
            lens.zoom > 1 ? "cursor-grab touch-none active:cursor-grabbing" : "cursor-zoom-in touch-pan-y"
          }`}
          style={ratiosOf(images, mode)}
          {...handlers}
        >
          <Stage images={images} names={names} lens={lens} />
        </div>
      </div>
    </>
  );
}

/** How wide the stage is for its height, so that it is no higher than the pictures need: on a phone, and on wider windows. */
function ratiosOf(images: readonly PictureInfo[], mode: CompareMode): CSSProperties {
  const tallest = Math.min(...images.map(({ width, height }) => width / height));
  const beside = mode !== "side" || images.length === MOST_COMPARED ? 1 : images.length;
  // The slider and the buttons of the other two stand below the pictures.
  const more = mode === "side" ? "0.375rem" : "2.75rem";
  return { "--wide": tallest * beside, "--phone": tallest / beside, "--more": more } as CSSProperties;
}
