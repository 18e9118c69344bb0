import { queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";

/** One gallery with its pictures. */
export const galleryQuery = (galleryId: string) =>
  queryOptions({
    queryKey: ["gallery", "detail", galleryId],
    queryFn: async ({ signal }) =>
      body(await client.GET("/gallery/{galleryId}", { params: { path: { galleryId } }, signal })),
  });
