import type { QueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { galleryListQuery } from "@/api/gallery-list";
import { type GalleryChoice, hrefOf } from "@/ui/route";
import { useTitle } from "@/ui/title";
import { FilterChips } from "./filter-chips";
import { filterOf } from "./filters";
import { GalleryTools } from "./gallery-tools";
import { Listing } from "./listing";
import { text } from "./text";
import { useSelection } from "./use-selection";

/** Asks for the first that are shown, before the page is there. */
export const askGallery = (queryClient: QueryClient, choice: GalleryChoice): Promise<unknown> =>
  queryClient.infiniteQuery(galleryListQuery(filterOf(choice)));

/** Every job that is kept, newest first. */
export function GalleryPage({ q, model, from, to, show }: GalleryChoice) {
  const choice = useMemo(() => ({ q, model, from, to, show }), [q, model, from, to, show]);
  const key = hrefOf({ view: "gallery", ...choice });
  const { selection, select } = useSelection(key);
  useTitle(text().title);
  return (
    <>
      <h1 className="sr-only">{text().title}</h1>
      <GalleryTools choice={choice} selecting={selection.on} onSelect={() => select({ type: selection.on ? "leave" : "begin" })} />
      <FilterChips choice={choice} />
      <Listing key={key} choice={choice} selection={selection} select={select} />
    </>
  );
}
