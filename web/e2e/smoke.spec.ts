import AxeBuilder from "@axe-core/playwright";
import { type Page, expect, test } from "@playwright/test";

const PROMPT = "a red fox in the snow";
const PICTURES = 5;

/** Fails the test when the page complains to its console or throws. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return complaints;
}

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}

async function expectPainted(page: Page) {
  const pictures = page.getByRole("img", { name: `${PROMPT}, painted by` });
  await expect(pictures).toHaveCount(PICTURES);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  }
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme });

    test("a prompt becomes five pictures that stay in the gallery", async ({ page }) => {
      const complaints = listen(page);
      await page.goto("/");
      await expectAccessible(page);

      await page.getByRole("textbox", { name: "Prompt" }).fill(PROMPT);
      await page.getByRole("textbox", { name: "Prompt" }).press("Control+Enter");
      await expect(page).toHaveURL(/\?job=/);
      await expect(page.getByText("5 pictures painted")).toBeVisible();
      await expectPainted(page);
      await expectAccessible(page);

      await page.reload();
      await expectPainted(page);

      await page.getByRole("link", { name: "Gallery", exact: true }).click();
      await page.getByRole("searchbox", { name: "Search prompts" }).fill("fox in the SNOW");
      const found = page.getByRole("link", { name: PROMPT }).first();
      await expect(found).toBeVisible();
      await expect(page).toHaveURL(/q=fox/);
      await expectAccessible(page);
      await found.click();
      await expect(page.getByRole("heading", { name: PROMPT })).toBeVisible();
      await expectPainted(page);
      await expectAccessible(page);

      await page.goto("/?view=api");
      await expect(page.getByText("/generate", { exact: true })).toBeVisible();
      await page.getByText("/generate", { exact: true }).click();
      await expectAccessible(page);

      expect(complaints).toEqual([]);
    });
  });
}

test("going back from a picture finds the gallery where it was", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 500 });
  await page.goto("/?view=gallery");
  await expect(page.getByRole("listitem").first()).toBeVisible();
  const card = page.getByRole("listitem").nth(6);
  test.skip((await card.count()) === 0, "there are too few pictures to scroll");
  await card.scrollIntoViewIfNeeded();
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(100);
  await card.getByRole("link").click();
  await expect(page).toHaveURL(/gallery=/);
  await page.getByRole("main").getByRole("link", { name: "Gallery" }).click();
  await expect(page).toHaveURL(/view=gallery/);
  await expect(card).toBeInViewport();
});

test("nothing is wider than a small telephone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of ["/", "/?view=gallery", "/?view=api"]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  }
});
