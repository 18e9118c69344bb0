import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { galleryQuery } from "@/api/gallery";
import type { GalleryImage } from "@/api/types";
import { Button, IconButton, buttonClass } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Link } from "@/ui/link";
import { ErrorNotice, Notice } from "@/ui/notice";
import { Picture } from "@/ui/picture";
import { type CompareMode, MOST_COMPARED, navigate } from "@/ui/route";
import { Segmented } from "@/ui/segmented";
import { Blink, SideBySide, Wipe } from "./stages";
import { useLens } from "./use-lens";

const MODES = [
  { value: "side", label: "Side by side", hint: "All at once" },
  { value: "slider", label: "Slider", hint: "The first over the second" },
  { value: "blink", label: "Blink", hint: "One after the other in the same place" },
] as const;

const STAGES = { side: SideBySide, slider: Wipe, blink: Blink };

interface ComparePageProps {
  /** Run ids. */
  pictures: readonly string[];
  mode: CompareMode;
}

/** Two to four pictures, looked at through one lens. */
export function ComparePage({ pictures, mode }: ComparePageProps) {
  const galleries = [...new Set(pictures.map(jobOf))];
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ["gallery", "compare", galleries],
    queryFn: () => Promise.all(galleries.map((id) => queryClient.query(galleryQuery(id)))),
  });
  const details = data ?? [];
  const all = details.flatMap((detail) => detail.images);
  const shown = pictures.flatMap((runId) => all.find((image) => image.runId === runId) ?? []);
  const [first] = details;

  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <p role="status" className="py-20 text-center text-sm text-muted">
        Fetching the pictures…
      </p>
    );
  }
  return (
    <>
      <h1 className="sr-only">Compare</h1>
      {first && (
        <Link to={{ view: "detail", gallery: first.galleryId }} className={buttonClass("quiet", "-ml-3 max-w-full")}>
          <Icon name="left" />
          <span className="truncate">{first.prompt}</span>
        </Link>
      )}
      {shown.length < 2 ? <Notice>Choose two to four pictures below.</Notice> : <Table images={shown} mode={mode} pictures={pictures} />}
      <Choice all={all} pictures={shown.map((image) => image.runId)} mode={mode} />
    </>
  );
}

/** The run's id is the job's, a hyphen and a number. */
const jobOf = (runId: string) => runId.replace(/-\d+$/, "");

function Table({ images, mode, pictures }: { images: readonly GalleryImage[]; mode: CompareMode; pictures: readonly string[] }) {
  const stage = useRef<HTMLDivElement>(null);
  const { lens, zoomBy, reset, handlers } = useLens(stage);
  const Stage = STAGES[mode];
  return (
    <>
      <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segmented
          label="How to compare"
          options={MODES}
          value={mode}
          onChange={(value) => navigate({ view: "compare", pictures: [...pictures], mode: value }, { replace: true })}
        />
        <div className="ml-auto flex items-center gap-1">
          <IconButton icon="minus" label="Zoom out" onClick={() => zoomBy(1 / 1.5)} disabled={lens.zoom <= 1} />
          <Button look="quiet" onClick={reset} aria-label="Show the whole pictures" className="w-16 px-0! tabular-nums">
            {Math.round(lens.zoom * 100)}%
          </Button>
          <IconButton icon="plus" label="Zoom in" onClick={() => zoomBy(1.5)} />
        </div>
      </div>
      <div
        ref={stage}
        role="group"
        tabIndex={0}
        aria-label="The pictures: plus and minus zoom, arrow keys move, 0 shows all"
        className={`mt-3 h-[calc(100dvh-17rem)] min-h-96 touch-none rounded-md ${lens.zoom > 1 ? "cursor-grab active:cursor-grabbing" : "cursor-zoom-in"}`}
        {...handlers}
      >
        <Stage images={images} lens={lens} />
      </div>
    </>
  );
}

/** Every picture of the job, to put one in or take it out. */
function Choice({ all, pictures, mode }: { all: readonly GalleryImage[]; pictures: readonly string[]; mode: CompareMode }) {
  const toggle = (runId: string) => {
    const without = pictures.filter((one) => one !== runId);
    const next = without.length < pictures.length ? without : [...pictures, runId];
    navigate({ view: "compare", pictures: next, mode }, { replace: true });
  };
  return (
    <ul aria-label="Pictures to compare" className="mt-3 flex gap-2 overflow-x-auto p-1">
      {all.map((image) => {
        const on = pictures.includes(image.runId);
        return (
          <li key={image.runId} className="w-16 shrink-0">
            <button
              type="button"
              aria-pressed={on}
              aria-label={image.model}
              title={image.model}
              disabled={on ? pictures.length <= 1 : pictures.length >= MOST_COMPARED}
              onClick={() => toggle(image.runId)}
              className="block w-full rounded-md p-0.5 opacity-60 outline-offset-0 hover:opacity-100 disabled:opacity-40 aria-pressed:opacity-100 aria-pressed:ring-2 aria-pressed:ring-accent"
            >
              <Picture src={image.thumbnailUrl} alt="" thumbhash={image.thumbhash} className="rounded-sm" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
