import { rgbaToThumbHash } from "thumbhash";
import { base64 } from "./bytes";
import { type Pixels, png } from "./png";

const COLOURS: Record<string, [number, number, number]> = {
  red: [214, 60, 48],
  orange: [240, 145, 40],
  yellow: [250, 208, 60],
  green: [60, 160, 85],
  blue: [60, 120, 230],
  purple: [130, 75, 200],
  pink: [245, 150, 190],
  snow: [235, 242, 250],
};

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
export function sprite(prompt: string, seed: number, side: number, done = 1): Pixels {
  const named = [...prompt.toLowerCase().matchAll(/[a-z]+/g)].flatMap(([word]) => (COLOURS[word] ? [COLOURS[word]] : []));
  const body = named[0] ?? [90, 90, 100];
  const ground = named[1] ?? [255, 255, 255];
  const random = dice(hash(prompt) ^ seed);
  const cells = Array.from({ length: 8 * 4 }, (_, at) => random() < (at % 4 > 1 ? 0.75 : 0.4));
  const grain = dice(seed + 1);
  const rgba = new Uint8Array(side * side * 4);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const column = Math.floor((x / side) * 10) - 1;
      const row = Math.floor((y / side) * 10) - 1;
      const inside = column >= 0 && column < 8 && row >= 0 && row < 8;
      const set = inside && cells[row * 4 + Math.min(column, 7 - column)];
      const noise = 255 * grain();
      (set ? body : ground).forEach((value, channel) => {
        rgba[(y * side + x) * 4 + channel] = value * done + noise * (1 - done);
      });
      rgba[(y * side + x) * 4 + 3] = 255;
    }
  }
  return { side, rgba };
}

/** The picture as a data URI, for previews. */
export function dataUri(pixels: Pixels): string {
  return `data:image/png;base64,${base64(png(pixels))}`;
}

export function thumbhash(prompt: string, seed: number): string {
  const { side, rgba } = sprite(prompt, seed, 32);
  return base64(rgbaToThumbHash(side, side, rgba));
}
