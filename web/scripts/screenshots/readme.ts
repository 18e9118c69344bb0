import { mkdir, writeFile } from "node:fs/promises";
import { type Page, expect } from "@playwright/test";
import { test as base } from "../../e2e/fixtures";
import { paintButton } from "../../e2e/page";
import { type Painted, type Seed, paintGallery } from "../../e2e/seed";
import { settled } from "./settled";

const FOLDER = new URL("../../../docs/images/", import.meta.url);
const QUALITY = 0.85;
/** A README is no place for more. */
const MOST_BYTES = 150_000;

const FIVE = ["painter/fluent-3d", "painter/fluent-flat", "painter/noto", "painter/blobs", "painter/twemoji"];
/** What the built-in models paint well. */
const PROMPTS: readonly Seed[] = [
  ["mushroom", "a red mushroom on a light green background"],
  ["cactus", "a cactus on a yellow background"],
  ["bus", "a green bus on a light blue background"],
  ["owl", "an owl on a dark blue background"],
  ["whale", "a blue whale on a white background"],
  ["pumpkin", "an orange pumpkin on a grey background"],
  ["panda", "a panda on a green background"],
  ["turtle", "a turtle on a pink background"],
  ["rocket", "a red rocket on a dark blue background"],
  ["robot", "a robot on a pink background"],
];

const test = base.extend<object, { shown: Painted }>({
  shown: [async ({ scratch }, provide) => provide(await paintGallery(scratch.url, PROMPTS, ["rocket", "whale"], [])), { scope: "worker", timeout: 120_000 }],
});

test.describe.configure({ mode: "serial" });
test.use({ deviceScaleFactor: 1.5 });
test.beforeAll(() => mkdir(FOLDER, { recursive: true }));

test.describe("desktop, light", () => {
  test.use({ viewport: { width: 1280, height: 660 }, colorScheme: "light" });

  test("studio", async ({ page, untouched }) => {
    const query = new URLSearchParams({ prompt: "a purple butterfly on a yellow background", models: FIVE.join(), steps: "50", seed: "7" });
    await page.goto(`${untouched.url}/?${query.toString()}`);
    await paintButton(page).click();
    await page.mouse.move(0, 0);
    // Some are painted, some on their way, and one has hardly begun.
    await expect(page.getByRole("img", { name: /painted by/ })).toHaveCount(2);
    await expect.poll(async () => Math.max(...(await steps(page))), { intervals: [50] }).toBeGreaterThan(40);
    await save("studio", page, await page.screenshot());
  });
});

test.describe("desktop, three beside each other", () => {
  test.use({ viewport: { width: 1280, height: 720 }, colorScheme: "light" });

  test("compare", async ({ page, scratch, shown }) => {
    await page.goto(`${scratch.url}/?compare=${[0, 2, 4].map((run) => `${shown["robot"] ?? ""}-${run}`).join()}`);
    await expect(page.getByRole("img").first()).toBeVisible();
    await save("compare", page, await settled(page));
  });
});

test.describe("desktop, dark", () => {
  test.use({ viewport: { width: 1280, height: 720 }, colorScheme: "dark" });

  test("gallery", async ({ page, scratch, shown }) => {
    expect(Object.keys(shown)).toHaveLength(PROMPTS.length);
    await page.goto(`${scratch.url}/?view=gallery`);
    await expect(page.getByRole("link", { name: "a robot on a pink" })).toBeVisible();
    await save("gallery", page, await settled(page));
  });
});

test.describe("phone", () => {
  test.use({ viewport: { width: 412, height: 839 }, isMobile: true, hasTouch: true, colorScheme: "dark" });

  test("phone", async ({ page, scratch, shown }) => {
    await page.goto(`${scratch.url}/?job=${shown["rocket"] ?? ""}`);
    await page.getByRole("heading", { level: 2 }).evaluate((heading) => scrollTo(0, heading.getBoundingClientRect().top - 16));
    await save("phone", page, await settled(page));
  });
});

/** How far those are that are being painted, in hundredths. */
async function steps(page: Page): Promise<number[]> {
  const bars = await page.getByRole("article").getByRole("progressbar").all();
  return Promise.all(bars.map(async (bar) => (100 * Number(await bar.getAttribute("aria-valuenow"))) / Number((await bar.getAttribute("aria-valuemax")) ?? 100)));
}

/** Keeps a screenshot as WebP, which the browser makes of it. */
async function save(name: string, page: Page, png: Buffer): Promise<void> {
  const blank = await page.context().newPage();
  const webp = await blank.evaluate(
    async ({ base64, quality }) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
      const blob = await canvas.convertToBlob({ type: "image/webp", quality });
      return Array.from(new Uint8Array(await blob.arrayBuffer()));
    },
    { base64: png.toString("base64"), quality: QUALITY },
  );
  expect(webp.length).toBeLessThanOrEqual(MOST_BYTES);
  await writeFile(new URL(`${name}.webp`, FOLDER), Uint8Array.from(webp));
}
