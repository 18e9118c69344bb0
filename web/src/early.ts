/**
 * What can begin while most scripts are still on their way: the view's own file, its question to the server, and the
 * pictures of the answer that are seen first. A file of its own, which waits for no other: see vite/early-script.ts.
 */
import { askEarly } from "@/api/early";

/** Begins with the view that an address names. The questions are those that the view asks first, to the letter. */
export function beginEarly(search: string): void {
  const query = new URLSearchParams(search);
  const gallery = query.get("gallery");
  if (gallery) {
    askEarly(`/gallery/${encodeURIComponent(gallery)}`, "thumbnailUrl");
    void import("@/features/gallery/detail-page");
  } else if (search === "?view=gallery") {
    askEarly("/gallery/list?limit=24", "preview");
    void import("@/features/gallery/gallery-page");
  }
}

beginEarly(location.search);
