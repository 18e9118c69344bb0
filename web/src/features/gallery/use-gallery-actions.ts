import { useMutation, useQueryClient } from "@tanstack/react-query";
import { setFavourite } from "@/api/favourite";
import { galleryQuery } from "@/api/gallery";
import { destroyGallery, restoreGallery, trashGallery } from "@/api/trash";
import { words } from "@/api/words";
import { toast } from "@/ui/toaster";
import { alterInLists, forgetLists, takeFromLists } from "./lists";
import { text } from "./text";

const failed = (error: unknown) => toast(words(error), undefined, { kind: "failed" });

/** What can be done to one gallery. The page shows the change at once and takes it back if it fails. */
export function useGalleryActions() {
  const queryClient = useQueryClient();
  const readAgain = (id: string) => queryClient.invalidateQueries({ queryKey: galleryQuery(id).queryKey });

  const love = (id: string, on: boolean) => {
    alterInLists(queryClient, new Set([id]), (gallery) => ({ ...gallery, favourite: on }));
    queryClient.setQueryData(galleryQuery(id).queryKey, (detail) => detail && { ...detail, favourite: on });
  };
  const favourite = useMutation({
    mutationFn: ({ id, on }: { id: string; on: boolean }) => setFavourite(id, on),
    onMutate: ({ id, on }) => love(id, on),
    onError: (error, { id, on }) => {
      love(id, !on);
      failed(error);
    },
  });

  const restore = useMutation({
    mutationFn: ({ id }: { id: string; putBack?: () => void }) => restoreGallery(id),
    onSuccess: (_, { id, putBack }) => {
      takeFromLists(queryClient, new Set([id]));
      if (putBack) putBack();
      else forgetLists(queryClient, "gallery");
      void readAgain(id);
    },
    onError: failed,
  });

  const trash = useMutation({
    mutationFn: trashGallery,
    onMutate: (id) => takeFromLists(queryClient, new Set([id])),
    onSuccess: (_, id, putBack) => {
      forgetLists(queryClient, "trash");
      toast(text().trashed(1), { label: text().undo, act: () => restore.mutate({ id, putBack }) });
      void readAgain(id);
    },
    onError: (error, _, putBack) => {
      putBack?.();
      failed(error);
    },
  });

  const destroy = useMutation({
    mutationFn: destroyGallery,
    onSuccess: (_, id) => {
      takeFromLists(queryClient, new Set([id]));
      queryClient.removeQueries({ queryKey: galleryQuery(id).queryKey });
      toast(text().destroyed(1), undefined, { kind: "done" });
    },
    onError: failed,
  });

  return { favourite, trash, restore, destroy };
}
