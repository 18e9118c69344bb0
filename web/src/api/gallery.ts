import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";

/** One gallery with its pictures. */
export const galleryQuery = (galleryId: string) =>
  queryOptions({
    queryKey: ["gallery", "detail", galleryId],
    queryFn: ({ signal }) => call("get", "/gallery/{galleryId}", { path: { galleryId }, signal }),
  });
