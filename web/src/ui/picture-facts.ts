import { costText } from "./money";
import { bytes, date, seconds } from "./format";
import type { PictureInfo } from "./reuse";
import { text } from "./viewer-text";

/** One thing that can be said of a picture; undefined where it cannot be said of this one. */
export interface Fact {
  name: string;
  value: string | undefined;
}

/** The settings that a model used, as people read them; every picture has the same rows. */
export function settingsOf(image: PictureInfo): Fact[] {
  const t = text().facts;
  const words = (value: number | string | null | undefined) => (value == null || value === "" ? undefined : String(value));
  return [
    { name: t.model, value: image.model },
    { name: t.size, value: `${image.width} × ${image.height}` },
    { name: t.steps, value: words(image.steps) },
    { name: t.guidance, value: words(image.guidance) },
    { name: t.quality, value: image.quality ? t.qualities[image.quality] : undefined },
    { name: t.seed, value: words(image.seed) },
    { name: t.negativePrompt, value: words(image.negativePrompt) },
    { name: t.reading, value: words(image.reading) },
  ];
}

/** How it went: what it took and what it cost. */
export function outcomeOf(image: PictureInfo): Fact[] {
  const t = text().facts;
  return [
    { name: t.time, value: image.duration == null ? undefined : seconds(image.duration) },
    { name: t.cost, value: costText(image.cost) },
    { name: t.file, value: `${image.mediaType.replace("image/", "").toUpperCase()}, ${bytes(image.bytes)}` },
    { name: t.made, value: date(image.timestamp) },
  ];
}
