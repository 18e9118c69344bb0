import { type QueryClient, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiFailure } from "@/api/failure";
import { galleryQuery, isUnfinished } from "@/api/gallery";
import type { GalleryDetail } from "@/api/types";
import { Button, IconButton, buttonClass } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { copyText } from "@/ui/copy";
import { tellCopied } from "@/ui/copy-and-tell";
import { DownloadMenu } from "@/ui/download-menu";
import { date } from "@/ui/format";
import { Icon } from "@/ui/icon";
import { Lightbox } from "@/ui/lightbox";
import { Link } from "@/ui/link";
import { ErrorNotice, Notice } from "@/ui/notice";
import { spentText } from "@/ui/money";
import { pictureInfo } from "@/ui/reuse";
import { type Prefill, navigate } from "@/ui/route";
import { useTitle } from "@/ui/title";
import { text as viewer } from "@/ui/viewer-text";
import { PictureCard } from "./picture-card";
import { ShareButton } from "./share-button";
import { text } from "./text";
import { useGalleryActions } from "./use-gallery-actions";

/** Asks for what the page shows, before it is there. */
export const askDetail = (queryClient: QueryClient, galleryId: string): Promise<unknown> => queryClient.query(galleryQuery(galleryId));

/** One job in the gallery: its pictures, how they were made, and what can be done with them. */
export function DetailPage({ galleryId, picture }: { galleryId: string; picture?: string | undefined }) {
  const { data: known, error, refetch } = useQuery(galleryQuery(galleryId));
  // It may have been deleted elsewhere.
  const data = error instanceof ApiFailure && error.status === 404 ? undefined : known;
  useTitle(data?.prompt ?? text().title);
  return (
    <>
      <Link to={{ view: "gallery" }} onClick={goBack} className={buttonClass("quiet", "-ml-3")}>
        <Icon name="left" />
        {text().title}
      </Link>
      {data && <Detail detail={data} picture={picture} />}
      {error && !data && (
        <div className="mt-4">
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        </div>
      )}
      {!data && !error && (
        <p role="status" className="mt-4 text-sm text-muted">
          {text().detail.loading}
        </p>
      )}
    </>
  );
}

function Detail({ detail, picture }: { detail: GalleryDetail; picture: string | undefined }) {
  const { favourite, trash, restore, destroy } = useGalleryActions();
  const [open, setOpen] = useState(picture);
  const [asking, setAsking] = useState(false);
  const t = text();
  const id = detail.galleryId;
  const unfinished = isUnfinished(detail);
  const spent = spentText(detail.cost);
  const images = detail.images.map((image) => pictureInfo(image, detail.parameters));
  const leave = () => (cameFromGallery() ? history.back() : navigate({ view: "gallery" }));

  return (
    <>
      <header className="mt-2 flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h1 className="text-xl leading-snug font-semibold text-balance wrap-anywhere">{detail.prompt}</h1>
          <p className="mt-1 text-sm text-muted">
            {t.pictures(detail.total)} · <time dateTime={detail.timestamp}>{date(detail.timestamp)}</time>
            {spent && ` · ${spent}`}
          </p>
          <Settings detail={detail} />
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {detail.trashedAt ? (
            <>
              <Button look="primary" icon="retry" disabled={restore.isPending} onClick={() => restore.mutate({ id })}>
                {t.detail.restore}
              </Button>
              <Button icon="trash" onClick={() => setAsking(true)}>
                {t.destroy.act}
              </Button>
            </>
          ) : (
            <>
              <Link to={{ view: "studio", prefill: prefillOf(detail) }} className={buttonClass("primary")}>
                {t.detail.again}
              </Link>
              {detail.images.length > 1 && (
                <Link
                  to={{ view: "compare", pictures: detail.images.slice(0, 2).map((image) => image.runId), mode: "side" }}
                  className={buttonClass()}
                >
                  <Icon name="compare" />
                  {t.detail.compare}
                </Link>
              )}
              {detail.images.length > 0 && <DownloadMenu jobId={id} />}
              <ShareButton detail={detail} />
              <IconButton look="plain" icon="copy" label={viewer().copyPrompt} onClick={() => void tellCopied(copyText(detail.prompt), viewer().promptCopied)} />
              <IconButton
                look="plain"
                icon={detail.favourite ? "heart" : "heartLine"}
                label={t.detail.favourite}
                aria-pressed={detail.favourite}
                className={detail.favourite ? "text-accent" : ""}
                onClick={() => favourite.mutate({ id, on: !detail.favourite })}
              />
              <IconButton
                look="plain"
                icon="trash"
                label={t.detail.trash}
                disabled={trash.isPending}
                onClick={() => trash.mutate(id, { onSuccess: leave })}
              />
            </>
          )}
        </div>
      </header>
      {detail.trashedAt && (
        <div className="mt-4">
          <Notice icon="trash">{t.detail.trashedSince(date(detail.trashedAt))}</Notice>
        </div>
      )}
      {(unfinished || detail.images.length === 0) && (
        <div className="mt-4">
          <Notice>
            {unfinished ? `${t.without[detail.status]} ·` : t.detail.empty}{" "}
            <Link to={{ view: "studio", job: id }} className="text-accent underline">
              {unfinished ? t.detail.watch : t.detail.emptyWhy}
            </Link>
          </Notice>
        </div>
      )}
      <div
        className="mt-5 grid grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] gap-3 sm:grid-cols-[repeat(auto-fit,minmax(13rem,1fr))] sm:gap-4"
        style={{ maxWidth: `${detail.images.length * 27}rem` }}
      >
        {images.map((image, index) => (
          <PictureCard key={image.key} image={image} eager={index < EAGER} onOpen={() => setOpen(image.runId)} />
        ))}
      </div>
      <Lightbox images={images} open={open} onClose={() => setOpen(undefined)} />
      {asking && (
        <Confirm
          question={t.destroy.question}
          detail={t.destroy.detail}
          yes={t.destroy.act}
          onYes={() => {
            setAsking(false);
            destroy.mutate(id, { onSuccess: leave });
          }}
          onNo={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** Pictures that a phone shows first. */
const EAGER = 4;

/** What was asked, as far as anything was. */
function Settings({ detail: { parameters } }: { detail: GalleryDetail }) {
  const { facts } = viewer();
  const rows = [
    [facts.steps, parameters.steps],
    [facts.guidance, parameters.guidance],
    [facts.quality, parameters.quality && facts.qualities[parameters.quality]],
    [facts.seed, parameters.seed],
    [facts.size, parameters.size && `${parameters.size.width} × ${parameters.size.height}`],
    [facts.negativePrompt, parameters.negativePrompt],
  ].filter(([, value]) => value != null);
  if (rows.length === 0) return null;
  return (
    <dl className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {rows.map(([name, value]) => (
        <div key={name} className="flex gap-1.5">
          <dt className="text-muted">{name}</dt>
          <dd className="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The same prompt and settings with a new seed. */
function prefillOf({ prompt, parameters }: GalleryDetail): Prefill {
  return {
    prompt,
    steps: parameters.steps ?? undefined,
    guidance: parameters.guidance ?? undefined,
    quality: parameters.quality ?? undefined,
    negativePrompt: parameters.negativePrompt ?? undefined,
    size: parameters.size ? `${parameters.size.width}x${parameters.size.height}` : undefined,
  };
}

/** Back to the list as it was, if that is where people came from. */
function goBack(event: { preventDefault: () => void; ctrlKey: boolean; metaKey: boolean }): void {
  if (event.ctrlKey || event.metaKey || !cameFromGallery()) return;
  event.preventDefault();
  history.back();
}

function cameFromGallery(): boolean {
  const state: unknown = history.state;
  return typeof state === "object" && state !== null && "from" in state && state.from === "gallery";
}
