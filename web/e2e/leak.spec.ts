import type { Page } from "@playwright/test";
import { expect, expectPainted, paintButton, promptBox, test } from "./fixtures";
import { type Sample, growth, tableOf, watchMemory } from "./watch-memory";

/** A minute tells a leak; `bench/leak.sh` takes ten, in which also what is kept for five minutes is let go. */
const MINUTES = Number(process.env["LEAK_MINUTES"] ?? 1);
/** Of the time, the part in which everything is loaded for the first time and caches fill. */
const WARM_UP = 0.5;
/**
 * For each round. In the short form the answers count that are kept for five minutes, so that it tells a view or a
 * picture that is never let go of, and not less; the long form tells less.
 */
const MOST_GROWTH = MINUTES < 10 ? { heapKb: 150, nodes: 10, listeners: 2 } : { heapKb: 8, nodes: 2, listeners: 0.5 };

const PAINTERS = "painter/noto,painter/twemoji";

test("generating, browsing and closing leaves nothing behind", async ({ page, studio }) => {
  test.setTimeout((MINUTES + 2) * 60_000);
  const sample = await watchMemory(page);
  await fillGallery(studio.url);
  await page.goto(`/?models=${PAINTERS}`);

  const samples: Sample[] = [];
  const end = Date.now() + MINUTES * 60_000;
  for (let round = 1; Date.now() < end; round++) {
    await oneRound(page, `a red fox number ${round}`);
    samples.push(await sample());
  }

  const settled = samples.slice(Math.floor(samples.length * WARM_UP));
  const grown = { heapKb: growth(settled, "heapKb"), nodes: growth(settled, "nodes"), listeners: growth(settled, "listeners") };
  const minutesARound = growth(settled, "minutes");
  const inWords = Object.entries(grown).map(([figure, value]) => `${figure} ${value.toFixed(2)} a round, ${(value / minutesARound).toFixed(1)} a minute`);
  console.log(`${tableOf(samples)}\n${settled.length} rounds after warming up:\n  ${inWords.join("\n  ")}`);

  expect(settled.length, "rounds to judge by").toBeGreaterThanOrEqual(3);
  for (const one of samples) expect(one, tableOf([one])).toMatchObject({ blobs: 0, sources: 0 });
  for (const figure of ["heapKb", "nodes", "listeners"] as const) {
    expect(grown[figure], `${figure} a round`).toBeLessThan(MOST_GROWTH[figure]);
  }
});

/** So that the first page of the gallery is as long in the first round as in the last. */
async function fillGallery(url: string) {
  for (let job = 0; job < 30; job++) {
    const response = await fetch(new URL("generate", url), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ prompt: `a green bus ${job}`, models: ["painter/noto"], steps: 1 }),
    });
    expect(response.status).toBe(200);
  }
}

/** Paints, looks at everything, and comes back to where it began. */
async function oneRound(page: Page, prompt: string) {
  await promptBox(page).fill(prompt);
  await paintButton(page).click();
  await expectPainted(page, prompt, 2);
  await page.getByRole("button", { name: "Enlarge the picture by Noto" }).click();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.getByRole("link", { name: "Gallery", exact: true }).click();
  await page.getByRole("link", { name: prompt }).click();
  await expectPainted(page, prompt, 2);
  await page.getByRole("link", { name: "Compare" }).first().click();
  await expect(page.getByRole("img", { name: /painted by/ })).toHaveCount(2);
  await page.getByText("Slider", { exact: true }).click();

  await page.getByRole("link", { name: "Gallery", exact: true }).click();
  await expect(page.getByRole("link", { name: prompt })).toBeVisible();
  await page.getByRole("link", { name: "Pixel Prompt, new prompt" }).click();
  await expect(promptBox(page)).toBeVisible();
}
