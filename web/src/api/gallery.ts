import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";
import type { JobStatus } from "./types";

/** Milliseconds between two looks at a gallery whose pictures are still being painted. */
const LOOK = 2_000;

/** Whether pictures are still to come. */
export const isUnfinished = ({ status }: { status: JobStatus }): boolean => status === "pending" || status === "in_progress";

/** One gallery with its pictures. */
export const galleryQuery = (galleryId: string) =>
  queryOptions({
    queryKey: ["gallery", "detail", galleryId],
    queryFn: ({ signal }) => call("get", "/gallery/{galleryId}", { path: { galleryId }, signal }),
    refetchInterval: ({ state: { data } }) => (data && isUnfinished(data) ? LOOK : false),
  });
