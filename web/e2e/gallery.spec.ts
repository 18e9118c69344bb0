import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";

// What each test does to the gallery it undoes; they share one.
test.describe.configure({ mode: "serial" });

const card = (page: Page, prompt: string) => page.getByRole("link", { name: prompt });
const bar = (page: Page) => page.getByRole("region", { name: "What is selected" });
/** A notice; what is read aloud of it says more. */
const notice = (page: Page, words: string) => page.getByText(words, { exact: true });

/** Where the wall was scrolled to, once that is kept with the browser's history. */
async function restingPlace(page: Page): Promise<number> {
  let last = -1;
  await expect(async () => {
    const [top, kept] = await page.evaluate(() => [scrollY, (history.state as { place?: object } | null)?.place !== undefined] as const);
    const still = top === last;
    last = top;
    expect(still && kept).toBe(true);
  }).toPass({ intervals: [200] });
  return last;
}

test.beforeEach(async ({ page, painted }) => {
  expect(painted["fox"]).toBeDefined();
  await page.goto("/?view=gallery");
  await expect(card(page, "a red fox on a light blue background")).toBeVisible();
});

test("many go to the trash, and one undo brings them back", async ({ page }) => {
  await page.getByRole("button", { name: "Select" }).click();
  await expectAccessible(page);
  for (const prompt of ["a robot on a pink", "a purple butterfly"]) await page.getByRole("checkbox", { name: prompt }).click();
  await expect(bar(page).getByRole("status")).toHaveText("2 selected");
  await bar(page).getByRole("button", { name: "Trash" }).click();
  await expect(notice(page, "2 moved to the trash")).toBeVisible();
  await expect(card(page, "a robot on a pink")).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(card(page, "a robot on a pink")).toBeVisible();
  await expect(card(page, "a purple butterfly")).toBeVisible();
});

test("what is in the trash can be chosen and restored", async ({ page }) => {
  await page.getByText("Trash", { exact: true }).click();
  await expect(card(page, "an orange pumpkin")).toBeVisible();
  await page.getByRole("button", { name: "Select" }).click();
  await page.getByRole("checkbox", { name: "an orange pumpkin" }).click();
  await bar(page).getByRole("button", { name: "Restore" }).click();
  await expect(notice(page, "Taken out of the trash")).toBeVisible();
  await page.getByText("All", { exact: true }).click();
  await page.getByRole("button", { name: "Select" }).click();
  await page.getByRole("checkbox", { name: "an orange pumpkin" }).click();
  await bar(page).getByRole("button", { name: "Trash" }).click();
  await expect(card(page, "an orange pumpkin")).toBeHidden();
});

test("a finger that rests chooses, and does not open anything", async ({ page, isMobile }) => {
  test.skip(!isMobile, "for fingers");
  const box = await card(page, "a red fox on a light blue background").boundingBox();
  const touch = await page.context().newCDPSession(page);
  const point = { x: (box?.x ?? 0) + 60, y: (box?.y ?? 0) + 60 };
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
  await expect(bar(page).getByRole("status")).toHaveText("1 selected");
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(bar(page).getByRole("status")).toHaveText("1 selected");
  await expect(page).toHaveURL(/view=gallery$/);
  await expectAccessible(page);
});

test("keys lead over the wall, choose, and leave", async ({ page, isMobile }) => {
  test.skip(isMobile, "for keyboards");
  await card(page, "a red fox on a light blue background").focus();
  await page.keyboard.press("ArrowRight");
  await expect(card(page, "a robot on a pink")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.getByRole("checkbox", { name: "a robot on a pink" })).toBeFocused();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(bar(page).getByRole("status")).toHaveText("7 selected");
  await page.keyboard.press("Escape");
  await expect(bar(page)).toBeHidden();
  await expect(page.locator("[data-item] a:focus")).toHaveCount(1);
});

test("Ctrl and a click choose instead of opening", async ({ page, isMobile }) => {
  test.skip(isMobile, "for a mouse");
  await card(page, "a red fox on a light blue background").click({ modifiers: ["ControlOrMeta"] });
  await page.getByRole("checkbox", { name: "a panda on a green" }).click({ modifiers: ["Shift"] });
  await expect(bar(page).getByRole("status")).toHaveText("5 selected");
});

test("filters narrow the wall, are in the address, and go by their chips", async ({ page }) => {
  await page.getByRole("button", { name: "Filter" }).click();
  const panel = page.getByRole("dialog", { name: "Filter" });
  await panel.getByRole("combobox", { name: "Model" }).selectOption({ label: "Core" });
  await panel.getByText("Last 7 days").click();
  await expect(page).toHaveURL(/model=stability%2Fcore&from=\d{4}-\d\d-\d\d/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(card(page, "a turtle on a pink")).toBeVisible();
  await expect(card(page, "a red fox on a light blue background")).toBeHidden();
  await page.reload();
  await expect(card(page, "a turtle on a pink")).toBeVisible();
  await page.getByRole("button", { name: "Remove filter: Core" }).click();
  await page.getByRole("button", { name: "Remove filter: Last 7 days" }).click();
  await expect(page).toHaveURL(/\?view=gallery$/);
  await expect(card(page, "a red fox on a light blue background")).toBeVisible();
});

test("a day to jump to can be chosen", async ({ page }) => {
  await page.getByRole("button", { name: "Jump to a date" }).click();
  const panel = page.getByRole("dialog", { name: "Jump to" });
  await expect(panel.getByRole("button", { name: "Today" })).toBeVisible();
  await expectAccessible(page);
  await panel.getByLabel("A day").fill("2020-02-02");
  await panel.getByRole("button", { name: "Go" }).click();
  await expect(panel).toBeHidden();
});

test("the way back leads to the place that was left", async ({ page }) => {
  await page.setViewportSize({ width: 412, height: 500 });
  await page.mouse.move(200, 300);
  await page.mouse.wheel(0, 700);
  const left = await restingPlace(page);
  expect(left).toBeGreaterThan(300);
  // The middle of the window: a link of the list's beginning would have to be scrolled to first.
  await page.mouse.click(120, 250);
  await expect(page).toHaveURL(/\?gallery=/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.goBack();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(left);
});

test("nothing on the wall moves while it loads", async ({ page, context }) => {
  const network = await context.newCDPSession(page);
  await network.send("Network.emulateNetworkConditions", { offline: false, latency: 200, downloadThroughput: 80_000, uploadThroughput: 40_000 });
  await page.addInitScript(() => {
    const counted = globalThis as { shifted?: number };
    counted.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) counted.shifted = (counted.shifted ?? 0) + (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto("/?view=gallery");
  await expect(card(page, "a red fox on a light blue background")).toBeVisible();
  await page.mouse.wheel(0, 900);
  await page.waitForLoadState("networkidle");
  expect(await page.evaluate(() => (globalThis as { shifted?: number }).shifted)).toBeLessThan(0.02);
});

test("a job is shared on a page of its own", async ({ page, painted }) => {
  await page.goto(`/?share=${painted["fox"] ?? ""}`);
  await expect(page.getByRole("heading", { name: "a red fox on a light blue background", level: 1 })).toBeVisible();
  await expect(page.getByRole("img", { name: /painted by/ })).toHaveCount(5);
  await expect(page.getByRole("navigation")).toBeHidden();
  await page.getByText("Settings").click();
  await expect(page.getByText("Seed").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Made with Pixel Prompt" }).click();
  await expect(page.getByRole("navigation")).toBeVisible();
});

test("an empty gallery says how to begin, and what is not found how to go on", async ({ page, untouched }) => {
  await page.goto(`${untouched.url}/?view=gallery`);
  await expect(page.getByRole("heading", { name: "No pictures yet" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("searchbox").fill("nothing like that");
  await expect(page.getByRole("heading", { name: /^Nothing found/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await expect(page).toHaveURL(/\?view=gallery$/);
});
