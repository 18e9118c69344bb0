/** What the worker does with a request. */
export type Treatment =
  /** The page itself: from the server, so that a new one is seen at once, else the one that came with this worker. */
  | "shell"
  /** A picture in a small form, or as it was painted. These never change, so they are asked for once. */
  | "thumbnail"
  | "original"
  /** An answer that changes, but is better old than not at all. */
  | "reading"
  /** A gallery is deleted for good: what is kept of it goes, too. */
  | "deletion"
  /** Everything else, above all what costs, counts or happens now: the worker has no part in it. */
  | "none";

interface Asked {
  method: string;
  mode: string;
}

const PICTURE = /^\/images\/[^/]+(\/thumbnail)?$/;
const READING = /^\/(models|gallery\/[^/]+)$/;
const GALLERY = /^\/gallery\/[^/]+$/;

/** What to do with a request to `url` from a page of `origin`. */
export function treatmentOf(url: URL, { method, mode }: Asked, origin: string): Treatment {
  if (url.origin !== origin) return "none";
  if (method === "DELETE") return GALLERY.test(url.pathname) && url.searchParams.get("permanently") === "true" ? "deletion" : "none";
  if (method !== "GET") return "none";
  if (mode === "navigate") return url.pathname === "/" ? "shell" : "none";
  // A query asks for a file to save, or for another form of the picture.
  const picture = url.search === "" ? PICTURE.exec(url.pathname) : null;
  if (picture) return picture[1] ? "thumbnail" : "original";
  return READING.test(url.pathname) ? "reading" : "none";
}

/** Whether something before the server answered in its place, or the server is just starting. */
export const isSilent = (response: Response): boolean => [502, 503, 504].includes(response.status);
