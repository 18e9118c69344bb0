import { bytes, seconds } from "@/ui/format";
import { costText } from "@/ui/money";
import { Picture } from "@/ui/picture";
import { PictureMenu } from "@/ui/picture-menu";
import type { PictureInfo } from "@/ui/reuse";
import { text as viewer } from "@/ui/viewer-text";
import { text } from "./text";

interface PictureCardProps {
  image: PictureInfo;
  /** Whether it is among the first that are seen. */
  eager: boolean;
  onOpen: () => void;
}

/** One picture with the settings that its model used. */
export function PictureCard({ image, eager, onOpen }: PictureCardProps) {
  const { facts, painted, note } = viewer();
  const line = [
    `${image.width} × ${image.height}`,
    image.steps != null && `${facts.steps} ${image.steps}`,
    image.guidance != null && `${facts.guidance} ${image.guidance}`,
    image.quality && `${facts.quality} ${facts.qualities[image.quality]}`,
    image.seed != null && `${facts.seed} ${image.seed}`,
    bytes(image.bytes),
    image.duration != null && seconds(image.duration),
    costText(image.cost),
  ]
    .filter((fact) => typeof fact === "string")
    // A line ends between facts, not within one.
    .map((fact) => fact.replaceAll(" ", "\u00a0"));
  return (
    <article aria-label={image.model} className="flex min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-raised">
      <button type="button" onClick={onOpen} aria-label={text().enlarge(image.model)} className="cursor-zoom-in focus-visible:-outline-offset-2">
        <Picture
          src={image.thumbnailUrl}
          alt={painted(image.prompt, image.model)}
          width={image.width}
          height={image.height}
          thumbhash={image.thumbhash}
          eager={eager}
        />
      </button>
      <div className="flex items-start pt-1.5 pr-1 pl-3">
        <h2 className="min-w-0 flex-1 py-1.5 text-sm leading-5 font-semibold wrap-anywhere">{image.model}</h2>
        <PictureMenu image={image} className="size-8 px-0! pointer-coarse:-my-1.5 pointer-coarse:size-11" />
      </div>
      <div className="grid gap-1 px-3 pb-3 text-xs text-muted">
        <p className="tabular-nums">{line.join("\u00a0· ")}</p>
        {image.reading && <p>{`${facts.reading}: ${image.reading}`}</p>}
        {image.warnings.map((warning) => (
          <p key={`${warning.parameter} ${warning.kind}`}>{note(warning.message)}</p>
        ))}
      </div>
    </article>
  );
}
