import { useState } from "react";
import type { Drag } from "./gesture";
import { type Lens, transformOf } from "./lens";
import type { PictureInfo } from "./reuse";
import { text } from "./viewer-text";

/** From here on single pixels are looked at. */
const PIXELS = 4;

interface LightboxSlideProps {
  image: PictureInfo;
  /** Its place beside the picture that is shown, which is 0. */
  by: number;
  drag: Drag | undefined;
  lens: Lens;
  onReady: () => void;
}

/** One picture of the viewer: its thumbnail, which is there already, until the whole has come. */
export function LightboxSlide({ image, by, drag, lens, onReady }: LightboxSlideProps) {
  const [state, setState] = useState<"loading" | "shown" | "missing">("loading");
  const [gone, setGone] = useState(false);
  const alt = text().painted(image.prompt, image.model);
  const here = by === 0;
  const { dx = 0, dy = 0 } = drag ?? {};
  const ready = (next: "shown" | "missing") => () => {
    setState(next);
    if (here) onReady();
  };
  return (
    <div
      inert={!here}
      aria-hidden={!here}
      className={`absolute inset-0 grid place-items-center p-0 [container-type:size] sm:p-2 ${drag ? "" : "transition-transform duration-220 ease-out"}`}
      style={{ transform: `translate(calc(${by * 100}% + ${dx}px), ${here ? dy : 0}px)` }}
    >
      {gone ? (
        <p className="text-sm text-muted">{text().pictureMissing}</p>
      ) : (
        <div
          data-frame={here ? "" : undefined}
          className="relative"
          style={{ width: `min(100cqw, 100cqh * ${image.width / image.height})`, aspectRatio: `${image.width} / ${image.height}` }}
        >
          <div className={`absolute inset-0 ${lens.zoom >= PIXELS ? "pixelated" : ""}`} style={{ transform: transformOf(lens) }}>
            {state !== "shown" && <img src={image.thumbnailUrl} alt={state === "missing" ? alt : ""} draggable={false} onError={() => setGone(state === "missing")} className="absolute inset-0 size-full" />}
            {state !== "missing" && (
              <img
                src={image.url}
                alt={alt}
                width={image.width}
                height={image.height}
                draggable={false}
                decoding="async"
                fetchPriority={here ? "high" : "low"}
                onLoad={ready("shown")}
                onError={ready("missing")}
                className="absolute inset-0 size-full"
              />
            )}
          </div>
          {state === "missing" && <p className="absolute inset-x-0 bottom-2 mx-auto w-fit rounded-sm bg-raised px-2 py-1 text-xs text-muted">{text().pictureSmall}</p>}
        </div>
      )}
    </div>
  );
}
