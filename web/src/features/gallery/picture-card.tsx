import type { GalleryImage } from "@/api/types";
import { buttonClass } from "@/ui/button";
import { bytes, seconds } from "@/ui/format";
import { Icon } from "@/ui/icon";
import { Link } from "@/ui/link";
import { costText } from "@/ui/money";
import { Picture } from "@/ui/picture";
import type { Route } from "@/ui/route";
import { text } from "./text";

interface PictureCardProps {
  image: GalleryImage;
  onOpen: () => void;
  /** The studio, set to paint this very picture again. */
  again: Route;
}

/** One picture with the settings that its model used. */
export function PictureCard({ image, onOpen, again }: PictureCardProps) {
  const t = text().picture;
  const facts = [
    `${image.width} × ${image.height}`,
    image.steps != null && t.steps(image.steps),
    image.guidance != null && t.guidance(image.guidance),
    image.quality && t.quality(text().quality[image.quality]),
    image.seed != null && t.seed(image.seed),
    bytes(image.bytes),
    image.duration != null && seconds(image.duration),
    costText(image.cost),
  ].filter(Boolean);
  return (
    <article aria-label={image.model} className="flex min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-raised">
      <button type="button" onClick={onOpen} aria-label={t.enlarge(image.model)} className="cursor-zoom-in focus-visible:-outline-offset-2">
        <Picture
          src={image.thumbnailUrl}
          alt={t.alt(image.prompt, image.model)}
          width={image.width}
          height={image.height}
          thumbhash={image.thumbhash}
        />
      </button>
      <div className="flex items-center py-1.5 pr-1 pl-3">
        <h2 className="min-w-0 flex-1 truncate text-sm font-semibold">{image.model}</h2>
        <Link to={again} className={buttonClass("quiet", "size-7 min-h-7! px-0! sm:size-8")} aria-label={t.seedAgain(image.model)} title={t.seedAgainHint}>
          <Icon name="seed" />
        </Link>
        <a
          href={`${image.url}?download=1`}
          download
          className={buttonClass("quiet", "size-7 min-h-7! px-0! sm:size-8")}
          aria-label={t.download(image.model)}
          title={t.downloadHint}
        >
          <Icon name="download" />
        </a>
      </div>
      <div className="grid gap-1 px-3 pb-3 text-xs text-muted">
        <p className="tabular-nums">{facts.join(" · ")}</p>
        {image.reading && <p>{t.reading(image.reading)}</p>}
        {image.warnings.map((warning) => (
          <p key={`${warning.parameter} ${warning.kind}`}>{t.note(warning.message)}</p>
        ))}
      </div>
    </article>
  );
}
