import type { GalleryImage } from "@/api/types";
import { seconds } from "@/ui/format";
import { costText } from "@/ui/money";
import { type Lens, transformOf } from "@/ui/lens";

/** From here on single pixels are looked at. */
const PIXELS = 4;

interface FrameProps {
  image: GalleryImage;
  lens: Lens;
  /** Which part is shown, from the left, in percent. */
  part?: number;
  /** Which side its name stands on. */
  side?: "left" | "right";
  className?: string;
}

/** A picture seen through the lens, with its model's name. */
export function Frame({ image, lens, part, side = "left", className = "" }: FrameProps) {
  return (
    <figure
      data-frame
      className={`relative min-h-0 min-w-0 overflow-hidden rounded-md bg-sunken select-none ${className}`}
      style={part === undefined ? undefined : { clipPath: `inset(0 ${100 - part}% 0 0)` }}
    >
      <img
        src={image.url}
        alt={`${image.prompt}, painted by ${image.model}`}
        draggable={false}
        className={`absolute inset-0 size-full object-contain ${lens.zoom >= PIXELS ? "pixelated" : ""}`}
        style={{ transform: transformOf(lens) }}
      />
      <figcaption
        className={`pointer-events-none absolute bottom-2 max-w-[calc(100%-1rem)] truncate rounded-sm bg-raised px-2 py-1 text-xs ${side === "left" ? "left-2" : "right-2"}`}
      >
        <strong className="font-semibold">{image.model}</strong>
        <span className="text-muted">
          {image.duration != null && ` · ${seconds(image.duration)}`} · {costText(image.cost)}
        </span>
      </figcaption>
    </figure>
  );
}
