import { memo } from "react";
import { serverNow } from "@/api/clock";
import { isWhole } from "@/api/gallery-list";
import type { Gallery } from "@/api/types";
import { date } from "@/ui/format";
import { Icon } from "@/ui/icon";
import { Link } from "@/ui/link";
import { spentText } from "@/ui/money";
import { Picture } from "@/ui/picture";
import { shortText } from "./dates";
import type { Entry } from "./shelf";
import { text } from "./text";

interface GalleryCardProps {
  entry: Entry;
  /** Its place in the list. */
  index: number;
  /** Its place in its section, from 1, and how many the section has; -1 while nobody knows. */
  position: number;
  outOf: number;
  /** Pixels. */
  left: number;
  top: number;
  width: number;
  selecting: boolean;
  selected: boolean;
  onFavourite: ((id: string, on: boolean) => void) | undefined;
}

/** One job on the wall: its first picture and its prompt. What the card does is stretched over it, so that the picture stays when that changes. */
export const GalleryCard = memo(function GalleryCard(props: GalleryCardProps) {
  const { entry, index, position, outOf, left, top, width, selecting, selected, onFavourite } = props;
  const t = text();
  const gallery = isWhole(entry) ? entry : undefined;
  const name = gallery ? t.card(gallery.prompt, factsOf(gallery)) : t.loadingOne;
  const over = "absolute inset-0 rounded-lg scroll-mt-16 scroll-mb-28";
  return (
    <li
      aria-posinset={position}
      aria-setsize={outOf}
      data-item={index}
      className="group absolute select-none [-webkit-touch-callout:none]"
      style={{ left, top, width }}
    >
      <div aria-hidden="true">
        <div className={`transition-transform duration-150 ${selected ? "scale-90 rounded-lg outline-3 outline-offset-2 outline-accent" : ""}`}>
          {gallery ? <Face gallery={gallery} eager={index < EAGER} /> : <div className="aspect-square rounded-lg bg-sunken" />}
        </div>
        <div className="mt-2 h-14 overflow-hidden">
          {gallery && (
            <>
              <p className="line-clamp-2 text-sm leading-5 font-medium wrap-anywhere group-hover:text-accent">{gallery.prompt}</p>
              <p className="truncate text-xs leading-4 text-muted" title={date(gallery.timestamp)}>
                {factsOf(gallery)}
              </p>
            </>
          )}
        </div>
      </div>
      {selecting ? (
        <button type="button" role="checkbox" aria-checked={selected} aria-label={name} data-main className={over}>
          <Tick on={selected} />
        </button>
      ) : (
        <>
          <Link to={{ view: "detail", gallery: entry.id }} aria-label={name} data-main draggable={false} className={over} />
          {gallery && onFavourite && (
            <button
              type="button"
              aria-label={gallery.favourite ? t.unlove(gallery.prompt) : t.love(gallery.prompt)}
              aria-pressed={gallery.favourite}
              onClick={() => onFavourite(gallery.id, !gallery.favourite)}
              className={`absolute top-0 right-0 grid size-11 place-items-center rounded-lg transition-opacity ${
                gallery.favourite
                  ? "text-accent"
                  : "text-muted opacity-0 group-hover:opacity-100 group-focus-within:opacity-100 hover:text-ink pointer-coarse:opacity-100"
              }`}
            >
              <span className="grid size-7 place-items-center rounded-full bg-raised shadow-float">
                <Icon name={gallery.favourite ? "heart" : "heartLine"} />
              </span>
            </button>
          )}
        </>
      )}
    </li>
  );
});

/** Cards of the first rows, whose pictures are loaded at once. */
const EAGER = 12;

function Face({ gallery, eager }: { gallery: Gallery; eager: boolean }) {
  if (gallery.preview) {
    return <Picture src={gallery.preview} alt="" thumbhash={gallery.thumbhash} eager={eager} className="rounded-lg" />;
  }
  return (
    <div className="grid aspect-square place-items-center content-center gap-2 rounded-lg bg-sunken p-2 text-center text-sm text-muted">
      <Icon name="alert" />
      {text().without[gallery.status]}
    </div>
  );
}

/** Whether it is chosen, on any picture. */
function Tick({ on }: { on: boolean }) {
  const look = on ? "border-accent bg-accent text-on-accent" : "border-edge bg-raised text-transparent";
  return (
    <span className={`absolute top-2 left-2 grid size-7 place-items-center rounded-md border-2 shadow-float ${look}`}>
      <Icon name="check" />
    </span>
  );
}

/** "5 pictures · 14:05 · $0.03" */
function factsOf(gallery: Gallery): string {
  return [text().pictures(gallery.imageCount), shortText(Date.parse(gallery.timestamp), serverNow()), spentText(gallery.cost)]
    .filter(Boolean)
    // The dot stays at the end of a line.
    .join("\u00a0· ");
}
