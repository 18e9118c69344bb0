import { rgbaToThumbHash } from "thumbhash";
import type { Size } from "@/api/types";
import { base64 } from "./bytes";
import { type Pixels, png } from "./png";

type Colour = readonly [red: number, green: number, blue: number];

const COLOURS: Record<string, Colour> = {
  red: [214, 60, 48],
  orange: [240, 145, 40],
  yellow: [250, 208, 60],
  green: [60, 160, 85],
  blue: [60, 120, 230],
  purple: [130, 75, 200],
  pink: [245, 150, 190],
  snow: [235, 242, 250],
};
const GREY: Colour = [90, 90, 100];
const WHITE: Colour = [255, 255, 255];

/** A creature is so many cells high and wide, and has one cell of room around it. */
const CELLS = 8;
const LONGEST_HASHED = 32;

/** Random numbers from 0 up to 1 that are the same for the same seed. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function hash(text: string): number {
  let value = 2_166_136_261;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return value >>> 0;
}

/**
 * A small creature for a prompt: mirrored pixels in the first colour that the prompt names, on the
 * second. `done` from 0 to 1 says how far it has come out of the noise.
 */
export function sprite(prompt: string, seed: number, { width, height }: Size, done = 1): Pixels {
  const named = [...prompt.toLowerCase().matchAll(/[a-z]+/g)].flatMap(([word]) => (COLOURS[word] ? [COLOURS[word]] : []));
  const body = named[0] ?? GREY;
  const ground = named[1] ?? WHITE;
  const random = dice(hash(prompt) ^ seed);
  const cells = Array.from({ length: CELLS * (CELLS / 2) }, (_, at) => random() < (at % (CELLS / 2) > 1 ? 0.75 : 0.4));
  const grain = dice(seed + 1);
  const cell = Math.min(width, height) / (CELLS + 2);
  const place = (at: number, length: number) => Math.floor((at - length / 2) / cell + CELLS / 2);
  const isBody = (column: number, row: number) => {
    if (column < 0 || column >= CELLS || row < 0 || row >= CELLS) return false;
    return cells[row * (CELLS / 2) + Math.min(column, CELLS - 1 - column)] ?? false;
  };
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0, at = 0; y < height; y++) {
    const row = place(y, height);
    for (let x = 0; x < width; x++, at += 4) {
      const colour = isBody(place(x, width), row) ? body : ground;
      const noise = done < 1 ? 255 * grain() * (1 - done) : 0;
      for (let channel = 0; channel < 3; channel++) rgba[at + channel] = (colour[channel] ?? 0) * done + noise;
      rgba[at + 3] = 255;
    }
  }
  return { width, height, rgba };
}

/** The picture as a data URI, for previews. */
export function dataUri(pixels: Pixels): string {
  return `data:image/png;base64,${base64(png(pixels))}`;
}

export function thumbhash(prompt: string, seed: number, size: Size): string {
  const { width, height, rgba } = sprite(prompt, seed, within(size, LONGEST_HASHED));
  return base64(rgbaToThumbHash(width, height, rgba));
}

/** A size made smaller in proportion, so that its longer side is so long. */
export function within({ width, height }: Size, longest: number): Size {
  const scale = longest / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
