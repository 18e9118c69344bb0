import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { galleryQuery } from "@/api/gallery";
import type { GalleryDetail, GalleryImage } from "@/api/types";
import { Lightbox } from "@/ui/lightbox";
import { Link } from "@/ui/link";
import { Mark } from "@/ui/mark";
import { ErrorNotice, Notice } from "@/ui/notice";
import { Picture } from "@/ui/picture";
import { useTitle } from "@/ui/title";
import { pictureInfo } from "@/ui/reuse";
import { text as viewer } from "@/ui/viewer-text";
import { Settings } from "./settings";
import { text } from "./text";

/** The pictures of a job for somebody who was sent here: nothing that changes anything, and nothing of the app around it. */
export function SharePage({ galleryId, picture }: { galleryId: string; picture?: string | undefined }) {
  const { data, error, refetch } = useQuery(galleryQuery(galleryId));
  const t = text();
  useTitle(data?.prompt);
  return (
    <div className="flex min-h-dvh flex-col pt-8 sm:pt-14">
      <div className="flex-1">
        {!data && !error && (
          <p role="status" className="py-20 text-center text-sm text-muted">
            {t.loading}
          </p>
        )}
        {error && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {data && (data.trashedAt ? <Notice>{t.gone}</Notice> : <Shared detail={data} picture={picture} />)}
      </div>
      <footer className="mt-16 flex justify-center">
        <Link to={{ view: "studio" }} className="inline-flex min-h-11 items-center gap-2 rounded-md px-3 text-sm text-muted hover:text-ink">
          <Mark />
          {t.madeWith}
        </Link>
      </footer>
    </div>
  );
}

function Shared({ detail, picture }: { detail: GalleryDetail; picture: string | undefined }) {
  const t = text();
  const [open, setOpen] = useState(picture);
  const { prompt } = detail;
  const images = detail.images.map((image) => pictureInfo(image, detail.parameters));
  return (
    <>
      <h1
        className={`mx-auto max-w-3xl text-center leading-tight font-semibold tracking-tight text-balance wrap-anywhere ${
          prompt.length > LONG ? "text-xl sm:text-2xl" : "text-2xl sm:text-4xl"
        }`}
      >
        {prompt}
      </h1>
      {images.length === 0 && <p className="mt-8 text-center text-muted">{t.empty}</p>}
      <ul role="list" className="mt-8 flex flex-wrap justify-center gap-x-4 gap-y-8 sm:mt-12 sm:gap-x-6">
        {images.map((image) => (
          <li key={image.runId} className={`w-full ${widthFor(images.length)}`}>
            <Piece image={image} onOpen={() => setOpen(image.runId)} />
          </li>
        ))}
      </ul>
      {images.length > 0 && <Settings images={images} />}
      <Lightbox images={images} open={open} onClose={() => setOpen(undefined)} />
    </>
  );
}

/** Characters of a prompt that is read rather than glanced at. */
const LONG = 70;

/** The fewer they are, the larger. */
function widthFor(count: number): string {
  if (count === 1) return "max-w-2xl";
  if (count === 2 || count === 4) return "sm:w-[calc(50%-0.75rem)] lg:max-w-xl";
  return "sm:w-[calc(50%-0.75rem)] lg:w-[calc(33.33%-1rem)]";
}

function Piece({ image, onOpen }: { image: GalleryImage; onOpen: () => void }) {
  return (
    <figure>
      <button type="button" onClick={onOpen} aria-label={text().enlarge(image.model)} className="block w-full cursor-zoom-in rounded-lg">
        <Picture
          src={image.url}
          instead={image.thumbnailUrl}
          alt={viewer().painted(image.prompt, image.model)}
          width={image.width}
          height={image.height}
          thumbhash={image.thumbhash}
          className="rounded-lg"
        />
      </button>
      <figcaption className="mt-2 text-center text-sm text-muted wrap-anywhere">{image.model}</figcaption>
    </figure>
  );
}
