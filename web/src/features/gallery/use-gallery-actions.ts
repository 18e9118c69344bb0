import { type InfiniteData, type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { setFavourite } from "@/api/favourite";
import { galleryQuery } from "@/api/gallery";
import { galleryListKey } from "@/api/gallery-list";
import { destroyGallery, restoreGallery, trashGallery } from "@/api/trash";
import type { Gallery, GalleryList } from "@/api/types";
import { words } from "@/api/words";
import { toast } from "@/ui/toaster";
import { text } from "./text";

type Pages = InfiniteData<GalleryList, string | undefined>;

/** What can be done to a gallery. The page shows the change at once and takes it back if it fails. */
export function useGalleryActions() {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["gallery"] });
  const failed = (error: unknown) => {
    toast(words(error));
    void refresh();
  };

  const favourite = useMutation({
    mutationFn: ({ id, on }: { id: string; on: boolean }) => setFavourite(id, on),
    onMutate: ({ id, on }) => {
      changeLists(queryClient, (gallery) => (gallery.id === id ? { ...gallery, favourite: on } : gallery));
      queryClient.setQueryData(galleryQuery(id).queryKey, (detail) => detail && { ...detail, favourite: on });
    },
    onError: failed,
  });

  const restore = useMutation({ mutationFn: restoreGallery, onSuccess: refresh, onError: failed });

  const trash = useMutation({
    mutationFn: trashGallery,
    onMutate: (id) => changeLists(queryClient, (gallery) => (gallery.id === id ? undefined : gallery)),
    onSuccess: (_, id) => {
      toast(text().trashed, { label: text().undo, act: () => restore.mutate(id) });
      void refresh();
    },
    onError: failed,
  });

  const destroy = useMutation({
    mutationFn: destroyGallery,
    onSuccess: () => {
      toast(text().destroyed);
      // The lists only: the gallery itself is not there to be read again.
      void queryClient.invalidateQueries({ queryKey: galleryListKey });
    },
    onError: failed,
  });

  return { favourite, trash, restore, destroy };
}

/** Changes a gallery in every list that is kept; undefined takes it out. */
function changeLists(queryClient: QueryClient, change: (gallery: Gallery) => Gallery | undefined): void {
  queryClient.setQueriesData<Pages>({ queryKey: galleryListKey }, (data) =>
    data && {
      ...data,
      pages: data.pages.map((page) => ({ ...page, galleries: page.galleries.flatMap((one) => change(one) ?? []) })),
    },
  );
}
