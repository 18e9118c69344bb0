import { useQueries } from "@tanstack/react-query";
import { ApiFailure } from "@/api/failure";
import { galleryQuery } from "@/api/gallery";
import { jobOf } from "@/api/job";
import type { GalleryDetail } from "@/api/types";
import { type PictureInfo, pictureInfo } from "@/ui/reuse";

interface Pictures {
  /** Those of the wanted pictures that are there, in the order that is asked. */
  shown: PictureInfo[];
  /** Run ids of those that are not there any more. */
  missing: string[];
  pending: boolean;
  /** Why some could not be fetched; that they are gone is no such reason. */
  error: Error | undefined;
  /** The jobs that they belong to. */
  jobs: GalleryDetail[];
  retry: () => void;
}

/** The pictures of some runs, of any jobs. */
export function usePictures(runIds: readonly string[]): Pictures {
  const ids = [...new Set(runIds.map(jobOf))];
  const queries = useQueries({ queries: ids.map((id) => galleryQuery(id)) });
  const jobs = queries.flatMap(({ data }) => data ?? []);
  const failed = queries.filter(({ error, data }) => error && !data && !isGone(error));
  const unknown = new Set(ids.filter((_, at) => !queries[at]?.data && !isGone(queries[at]?.error)));
  const find = (runId: string): PictureInfo | undefined => {
    const job = jobs.find((one) => one.galleryId === jobOf(runId));
    const image = job?.images.find((one) => one.runId === runId);
    return job && image && pictureInfo(image, job.parameters);
  };
  return {
    shown: runIds.flatMap((runId) => find(runId) ?? []),
    missing: runIds.filter((runId) => !unknown.has(jobOf(runId)) && !find(runId)),
    pending: queries.some(({ isPending }) => isPending),
    error: failed[0]?.error ?? undefined,
    jobs,
    retry: () => failed.forEach(({ refetch }) => void refetch()),
  };
}

const isGone = (error: unknown) => error instanceof ApiFailure && error.status === 404;
