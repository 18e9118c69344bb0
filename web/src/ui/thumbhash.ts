import { thumbHashToDataURL } from "thumbhash";

const known = new Map<string, string>();

/** A blurred stand-in of a picture from its thumbhash; undefined if that cannot be read. */
export function placeholder(thumbhash: string | null | undefined): string | undefined {
  if (!thumbhash) return undefined;
  const before = known.get(thumbhash);
  if (before) return before;
  try {
    const url = thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (letter) => letter.charCodeAt(0)));
    known.set(thumbhash, url);
    return url;
  } catch {
    return undefined;
  }
}
