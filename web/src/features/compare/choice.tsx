import type { GalleryDetail } from "@/api/types";
import { type TrayPicture, useTray } from "@/ui/compare-tray";
import { Picture } from "@/ui/picture";
import { MOST_COMPARED } from "@/ui/route";
import { text } from "./text";

interface ChoiceProps {
  jobs: readonly GalleryDetail[];
  /** Run ids of those that are compared. */
  pictures: readonly string[];
  onChange: (pictures: string[]) => void;
}

/** What can be compared: the pictures of the jobs at hand, and what was set aside. A press puts one in or takes it out. */
export function Choice({ jobs, pictures, onChange }: ChoiceProps) {
  const t = text();
  const tray = useTray();
  const toggle = (runId: string) => onChange(pictures.includes(runId) ? pictures.filter((one) => one !== runId) : [...pictures, runId]);
  const shelves: { key: string; title: string; images: readonly TrayPicture[] }[] = [
    ...jobs.map((job) => ({ key: job.galleryId, title: jobs.length > 1 ? t.chooseOf(job.prompt) : t.choose, images: job.images })),
    { key: "tray", title: t.tray, images: tray },
  ].filter(({ images }) => images.length > 0);
  const full = pictures.length >= MOST_COMPARED;
  return shelves.map(({ key, title, images }, at) => (
    <section key={key} className="mt-4">
      <h2 className="truncate text-sm text-muted">{title}</h2>
      {full && at === 0 && <p className="text-xs text-muted">{t.full}</p>}
      <ul aria-label={title} className="mt-1 flex gap-2 overflow-x-auto p-1">
        {images.map((image) => {
          const on = pictures.includes(image.runId);
          return (
            <li key={image.runId} className="w-18 shrink-0">
              <button
                type="button"
                aria-pressed={on}
                aria-label={image.model}
                title={image.model}
                disabled={on ? pictures.length <= 1 : full}
                onClick={() => toggle(image.runId)}
                className="block w-full rounded-md p-0.5 text-left opacity-70 outline-offset-0 hover:opacity-100 disabled:opacity-40 aria-pressed:opacity-100 aria-pressed:ring-2 aria-pressed:ring-accent"
              >
                <Picture src={image.thumbnailUrl} alt="" thumbhash={image.thumbhash} className="rounded-sm" />
                <span aria-hidden="true" className="mt-0.5 block truncate px-0.5 text-xs">
                  {image.model}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  ));
}
