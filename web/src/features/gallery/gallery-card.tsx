import { serverNow } from "@/api/clock";
import type { Gallery } from "@/api/types";
import { IconButton } from "@/ui/button";
import { ago, date } from "@/ui/format";
import { Icon } from "@/ui/icon";
import { Link } from "@/ui/link";
import { spentText } from "@/ui/money";
import { Picture } from "@/ui/picture";
import { text } from "./text";

interface GalleryCardProps {
  gallery: Gallery;
  eager: boolean;
  onFavourite?: ((on: boolean) => void) | undefined;
}

/** One job in the list: its first picture and its prompt. */
export function GalleryCard({ gallery, eager, onFavourite }: GalleryCardProps) {
  const t = text();
  const spent = spentText(gallery.cost);
  const heart = gallery.favourite ? "heart" : "heartLine";
  return (
    <li className="group relative min-w-0 [contain-intrinsic-size:auto_16rem] [content-visibility:auto]">
      <Link to={{ view: "detail", gallery: gallery.id }} className="block rounded-lg">
        {gallery.preview ? (
          <Picture src={gallery.preview} alt="" thumbhash={gallery.thumbhash} eager={eager} className="rounded-lg" />
        ) : (
          <div className="grid aspect-square place-items-center content-center gap-2 rounded-lg bg-sunken text-sm text-muted">
            <Icon name="alert" />
            {t.without[gallery.status]}
          </div>
        )}
        <p className="mt-2 line-clamp-2 text-sm leading-snug font-medium group-hover:text-accent">{gallery.prompt}</p>
        <p className="text-xs text-muted">
          {t.pictures(gallery.imageCount)} · <time dateTime={gallery.timestamp} title={date(gallery.timestamp)}>
            {ago(gallery.timestamp, serverNow())}
          </time>
          {spent && ` · ${spent}`}
        </p>
      </Link>
      {onFavourite && (
        <IconButton
          icon={heart}
          label={gallery.favourite ? t.unlove(gallery.prompt) : t.love(gallery.prompt)}
          aria-pressed={gallery.favourite}
          onClick={() => onFavourite(!gallery.favourite)}
          className={`absolute! top-2 right-2 bg-raised! shadow-float ${
            gallery.favourite ? "text-accent!" : "opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
          }`}
        />
      )}
    </li>
  );
}
