import { thumbHashToDataURL } from "thumbhash";

/** The latest ones: each weighs some kilobytes, and a gallery is long. */
const MOST = 400;

const known = new Map<string, string>();

/** A blurred stand-in of a picture from its thumbhash; undefined if that cannot be read. */
export function placeholder(thumbhash: string | null | undefined): string | undefined {
  if (!thumbhash) return undefined;
  const before = known.get(thumbhash);
  if (before) return before;
  try {
    const url = thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (letter) => letter.charCodeAt(0)));
    const [oldest] = known.keys();
    if (known.size >= MOST && oldest) known.delete(oldest);
    known.set(thumbhash, url);
    return url;
  } catch {
    return undefined;
  }
}
