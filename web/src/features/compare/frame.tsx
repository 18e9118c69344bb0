import { useState } from "react";
import { seconds } from "@/ui/format";
import { type Lens, transformOf } from "@/ui/lens";
import { costText } from "@/ui/money";
import type { PictureInfo } from "@/ui/reuse";
import { text as viewerText } from "@/ui/viewer-text";

/** From here on single pixels are looked at. */
const PIXELS = 4;

interface FrameProps {
  image: PictureInfo;
  name: string;
  lens: Lens;
  /** Which part is shown, from the left, in percent. */
  part?: number;
  /** Which side its name stands on. */
  side?: "left" | "right";
  className?: string;
}

/** A picture seen through the lens, with its name. */
export function Frame({ image, name, lens, part, side = "left", className = "" }: FrameProps) {
  const [small, setSmall] = useState(false);
  return (
    <figure
      data-frame
      className={`relative min-h-0 min-w-0 overflow-hidden rounded-md bg-sunken select-none ${className}`}
      style={part === undefined ? undefined : { clipPath: `inset(0 ${100 - part}% 0 0)` }}
    >
      <img
        src={small ? image.thumbnailUrl : image.url}
        onError={() => setSmall(true)}
        alt={viewerText().painted(image.prompt, name)}
        draggable={false}
        className={`absolute inset-0 size-full object-contain ${lens.zoom >= PIXELS ? "pixelated" : ""}`}
        style={{ transform: transformOf(lens) }}
      />
      <figcaption
        className={`pointer-events-none absolute bottom-2 line-clamp-2 max-w-[calc(100%-1rem)] rounded-sm bg-raised px-2 py-1 text-xs wrap-anywhere ${side === "left" ? "left-2" : "right-2"}`}
      >
        <strong className="font-semibold">{name}</strong>
        <span className="text-muted max-sm:hidden">
          {small && ` · ${viewerText().pictureSmall}`}
          {image.duration != null && ` · ${seconds(image.duration)}`} · {costText(image.cost)}
        </span>
      </figcaption>
    </figure>
  );
}
