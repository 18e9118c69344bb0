/**
 * Makes what the page is known by elsewhere: public/share.png, which a link to it shows, and the icons of the installed
 * page. `node scripts/share-image.mjs`, with the program built; PIXELPROMPT_BIN names another one.
 *
 * The picture shows what this is: one prompt, painted by each of the models in the program, and one that is still on its
 * way. Pixels are whole and colours few, so that all of it weighs little.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readPng, writePng } from "./png.mjs";

const program = process.env.PIXELPROMPT_BIN ?? fileURLToPath(new URL("../../target/debug/pixelprompt", import.meta.url));
const published = new URL("../public/", import.meta.url);

/** As in src/ui/tokens.css. */
const PAPER = [20, 19, 18];
const INK = [243, 240, 234];
const ACCENT = [255, 129, 87];
const DEEP_ACCENT = [196, 61, 24];
const WHITE = [250, 249, 247];
const NOTHING = [0, 0, 0, 0];

/** Of all pictures together, beside the one behind the object. */
const COLOURS = 18;
/** How far a colour may be from the one behind the object, squared, to be its grain. That costs bytes, and says nothing. */
const GRAIN = 900;

/** The mark of public/favicon.svg; `+` are the pixels that are still on their way. */
const MARK = [
  "................",
  "................",
  "....########....",
  "....########....",
  "....##########..",
  "....###....###..",
  ".++.###....###..",
  ".++.###....###..",
  "....##########..",
  "....########....",
  "....########....",
  "....###.........",
  "....###......++.",
  "....###..++..++.",
  ".........++.....",
  "................",
];

/** The letters of the name, thirteen high with three below the line. */
const LETTERS = {
  P: ["########.", "#########", "##.....##", "##.....##", "##.....##", "#########", "########.", "##.......", "##.......", "##.......", "", "", ""],
  i: ["##", "##", "", "##", "##", "##", "##", "##", "##", "##", "", "", ""],
  x: ["", "", "", "##...##", "##...##", ".##.##.", "..###..", ".##.##.", "##...##", "##...##", "", "", ""],
  e: ["", "", "", ".#####.", "##...##", "##...##", "#######", "##.....", "##...##", ".#####.", "", "", ""],
  l: ["##", "##", "##", "##", "##", "##", "##", "##", "##", "##", "", "", ""],
  r: ["", "", "", "##.###", "######", "###...", "##....", "##....", "##....", "##....", "", "", ""],
  o: ["", "", "", ".#####.", "##...##", "##...##", "##...##", "##...##", "##...##", ".#####.", "", "", ""],
  m: ["", "", "", "####.####.", "##########", "##..##..##", "##..##..##", "##..##..##", "##..##..##", "##..##..##", "", "", ""],
  p: ["", "", "", "######.", "##...##", "##...##", "##...##", "##...##", "######.", "##.....", "##.....", "##.....", ""],
  t: ["", ".##..", ".##..", "#####", ".##..", ".##..", ".##..", ".##..", ".##..", "..###", "", "", ""],
};

/** A picture that is drawn on, in true colours. */
class Canvas {
  constructor(width, height, colour) {
    this.width = width;
    this.height = height;
    this.pixels = Array.from({ length: width * height }, () => colour);
  }

  fill(x, y, width, height, colour) {
    for (let row = y; row < y + height; row++) this.pixels.fill(colour, row * this.width + x, row * this.width + x + width);
  }

  /** Draws rows of characters, each as a square of some pixels; characters without a colour are left as they are. */
  draw(rows, x, y, scale, colours) {
    rows.forEach((row, at) => {
      [...row].forEach((character, column) => {
        const colour = colours[character];
        if (colour) this.fill(x + column * scale, y + at * scale, scale, scale, colour);
      });
    });
  }

  file() {
    const numbers = new Map();
    const indices = this.pixels.map((colour) => {
      const key = colour.join();
      if (!numbers.has(key)) numbers.set(key, { number: numbers.size, colour });
      return numbers.get(key).number;
    });
    if (numbers.size > 256) throw new Error(`${numbers.size} colours are too many`);
    return writePng({ width: this.width, height: this.height, indices, palette: [...numbers.values()].map(({ colour }) => colour) });
  }
}

const mixed = (a, b, part) => a.map((value, at) => Math.round(value * part + b[at] * (1 - part)));
const far = (a, b) => a.reduce((sum, value, at) => sum + (value - b[at]) ** 2, 0);

/** One prompt by all models of the program, sixty-four pixels a side. */
function paint(prompt, seed) {
  const folder = mkdtempSync(join(tmpdir(), "pixelprompt-share-"));
  try {
    const parts = ["generate", prompt, "--size", "64", "--steps", "30", "--seed", String(seed), "--out", folder];
    const paths = execFileSync(program, parts, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim().split("\n");
    return paths.filter((path) => !path.includes("contact-sheet")).map((path) => colours(readPng(readFileSync(path))));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function colours({ width, height, pixels }) {
  const all = Array.from({ length: width * height }, (_, at) => [...pixels.subarray(at * 3, at * 3 + 3)]);
  return { side: width, all };
}

/** The colours that stand for many: each box of them is cut in two where it is widest, and its mean speaks for it. */
function palette(all, number) {
  const boxes = [all];
  const spread = (box) => Math.max(...[0, 1, 2].map((channel) => reach(box, channel))) * Math.sqrt(box.length);
  while (boxes.length < number) {
    boxes.sort((a, b) => spread(b) - spread(a));
    const widest = boxes.shift();
    const channel = [0, 1, 2].toSorted((a, b) => reach(widest, b) - reach(widest, a))[0];
    widest.sort((a, b) => a[channel] - b[channel]);
    boxes.push(widest.slice(0, widest.length >> 1), widest.slice(widest.length >> 1));
  }
  return boxes.map((box) => [0, 1, 2].map((channel) => Math.round(box.reduce((sum, colour) => sum + colour[channel], 0) / box.length)));
}

function reach(box, channel) {
  let [low, high] = [255, 0];
  for (const colour of box) {
    low = Math.min(low, colour[channel]);
    high = Math.max(high, colour[channel]);
  }
  return high - low;
}

/** The picture in blocks, as it is before its details come. */
function coarse({ side, all }, block) {
  return {
    side,
    all: all.map((_, at) => {
      const [left, top] = [at % side, Math.floor(at / side)].map((place) => place - (place % block));
      const inside = Array.from({ length: block * block }, (_, one) => all[(top + Math.floor(one / block)) * side + left + (one % block)]);
      return [0, 1, 2].map((channel) => Math.round(inside.reduce((sum, colour) => sum + colour[channel], 0) / inside.length));
    }),
  };
}

function shareImage() {
  const canvas = new Canvas(1200, 630, PAPER);
  const painted = paint("a fox on a light blue background", 3);
  const pictures = [coarse(painted.at(-1), 8), ...painted].slice(0, 6);
  const behind = pictures[1].all[0];
  const few = [behind, ...palette(pictures.flatMap(({ all }) => all.filter((colour) => far(colour, behind) > GRAIN)), COLOURS)];
  const [scale, gap, left, top] = [4, 16, 349, 51];
  pictures.forEach(({ side, all }, number) => {
    const [x, y] = [left + (number % 3) * (side * scale + gap), top + Math.floor(number / 3) * (side * scale + gap)];
    all.forEach((colour, at) => {
      const nearest = far(colour, behind) < GRAIN ? behind : few.reduce((best, one) => (far(one, colour) < far(best, colour) ? one : best));
      canvas.fill(x + (at % side) * scale, y + Math.floor(at / side) * scale, scale, scale, nearest);
    });
  });
  canvas.draw(MARK, 24, 150, 10, { "#": ACCENT, "+": mixed(ACCENT, PAPER, 0.55) });
  write(canvas, "Pixel", 64, 340, 5);
  write(canvas, "Prompt", 64, 410, 5);
  return canvas.file();
}

function write(canvas, word, x, y, scale) {
  for (const letter of word) {
    const rows = LETTERS[letter];
    canvas.draw(rows, x, y, scale, { "#": INK });
    x += (Math.max(...rows.map((row) => row.length)) + 1) * scale;
  }
}

/** The mark in white on the accent; `corner` rounds the corners by so many steps, which else fill the square. */
function icon(side, scale, corner) {
  const canvas = new Canvas(side, side, DEEP_ACCENT);
  const step = side / 32;
  [2, 1].slice(0, corner).forEach((wide, at) => {
    for (const x of [0, side - wide * step]) for (const y of [at * step, side - (at + 1) * step]) canvas.fill(x, y, wide * step, step, NOTHING);
  });
  const margin = (side - 16 * scale) / 2;
  canvas.draw(MARK, margin, margin, scale, { "#": WHITE, "+": mixed(WHITE, DEEP_ACCENT, 0.55) });
  return canvas.file();
}

const files = {
  "share.png": shareImage(),
  "icon-192.png": icon(192, 9, 2),
  "icon-512.png": icon(512, 24, 2),
  // What lies within four fifths of the middle is never cut off.
  "maskable-512.png": icon(512, 20, 0),
  "apple-touch-icon.png": icon(180, 8, 0),
};
for (const [name, content] of Object.entries(files)) {
  writeFileSync(new URL(name, published), content);
  console.log(`${String(content.length).padStart(6)} ${name}`);
}
