import { expect, expectAccessible, expectPainted, paint, paintButton, promptBox, test } from "./fixtures";

const PAINTERS = ["painter/noto", "painter/twemoji"];

test("a prompt becomes pictures, which a reload and another device find again", async ({ page, browser }) => {
  const prompt = "a red fox on a light blue background";
  await page.goto("/?models=painter/noto,painter/twemoji");
  await expect(paintButton(page)).toHaveText(/· free$/);
  await expectAccessible(page);

  await promptBox(page).fill(prompt);
  await promptBox(page).press("Control+Enter");
  await expect(page).toHaveURL(/\?job=/);
  await expect(page.getByText(/^2 pictures painted/)).toBeVisible();
  await expectPainted(page, prompt, 2);
  await expectAccessible(page);

  await page.reload();
  await expectPainted(page, prompt, 2);

  const other = await browser.newContext();
  const second = await other.newPage();
  await second.goto(page.url());
  await expectPainted(second, prompt, 2);
  await other.close();
});

test("the studio is seen and typed into before its scripts are there, and they leave it as it is", async ({ page }) => {
  const reports: string[] = [];
  page.on("request", (request) => request.url().endsWith("/log") && reports.push(request.postData() ?? ""));
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/assets\/index-[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "commit" });
  const box = page.getByRole("textbox", { name: "Prompt" });
  await box.fill("a green bus");
  await expect(page.getByRole("button", { name: "a robot on a pink background" })).toBeVisible();
  const first = await box.elementHandle();
  await page.getByRole("button", { name: "History" }).click();
  release();
  await expect(page.getByRole("button", { name: "History", expanded: true })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Paint/ })).toBeEnabled();
  await expect(box).toHaveValue("a green bus");
  expect(await box.evaluate((now, before) => now === before, first)).toBe(true);
  expect(reports).toEqual([]);
});

test("a second visit finds the page as the first did", async ({ page, context }) => {
  await page.goto("/");
  await expect(paintButton(page)).toBeVisible();
  const second = await context.newPage();
  await second.goto("/");
  await expect(paintButton(second)).toBeVisible({ timeout: 5_000 });
});

test("a prompt is enhanced, and stays as it is until somebody chooses", async ({ page }) => {
  await page.goto("/");
  await promptBox(page).fill("a panda");
  await page.getByRole("button", { name: "Enhance" }).click();
  const use = page.getByRole("button", { name: /^Use: / }).first();
  await expect(use).toBeVisible();
  await expect(promptBox(page)).toHaveValue("a panda");
  await expectAccessible(page);
  await use.click();
  await expect(promptBox(page)).toHaveValue(/panda.+/);
});

test("the chooser tells what each model costs, and the pictures what they did cost", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: /^All 8 models/ }).click();
  await expect(page.getByText("price unknown")).toBeVisible();
  await expect(paintButton(page)).toHaveText("Paint with 8 models · $0.06 + 1 unknown");
  await expectAccessible(page);

  await paint(page, "a whale in the bath", ["painter/noto", "stability/core", "openai-compatible/qwen-image"]);
  await expect(page.getByText(/^3 pictures painted · /)).toBeVisible();
  await expect(page.getByRole("article", { name: "Core" })).toContainText("$0.03");
  await expect(page.getByRole("article", { name: "Qwen" })).toContainText("cost unknown");
  await expect(page.getByText(/^today \$0\.\d\d of \$5\.00$/)).toBeVisible();
});

test("a model that fails says why, and can try again", async ({ page }) => {
  await paint(page, "a crab fail:refused:1", ["painter/noto", "stability/core"]);
  const card = page.getByRole("article", { name: "Core" });
  await expect(card.getByText("The model refused this content.")).toBeVisible();
  await expectAccessible(page);
  await card.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/^2 pictures painted/)).toBeVisible();
});

test("what was painted is found in the gallery, loved, thrown away and taken back", async ({ page }, { project }) => {
  const prompt = `a ${project.name} ghost on a green background`;
  await paint(page, prompt, PAINTERS);
  await expect(page.getByText(/^2 pictures painted/)).toBeVisible();

  await page.getByRole("link", { name: "Gallery", exact: true }).click();
  await page.getByRole("searchbox", { name: "Search prompts" }).fill(`${project.name} GHOST`);
  await expect(page).toHaveURL(/q=/);
  const found = page.getByRole("link", { name: prompt });
  await expect(found).toBeVisible();
  await expectAccessible(page);

  await found.click();
  await expect(page.getByRole("heading", { name: prompt })).toBeVisible();
  await expectPainted(page, prompt, 2);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Favourite" }).click();
  await expect(page.getByRole("button", { name: "Favourite" })).toHaveAttribute("aria-pressed", "true");

  await page.getByRole("button", { name: "Enlarge the picture by Noto" }).click();
  await expect(page.getByRole("dialog", { name: "Noto" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("dialog", { name: "Twemoji" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.getByRole("button", { name: "Move to the trash" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.goto("/?view=gallery&show=favourites");
  await expect(page.getByRole("link", { name: prompt })).toBeVisible();
});

test("the description of the API is there", async ({ page }) => {
  await page.goto("/?view=api");
  await page.getByText("/generate", { exact: true }).click();
  await expect(page.getByText("dryRun").first()).toBeVisible();
  await expectAccessible(page);
});

test("nothing is wider than the window", async ({ page }) => {
  for (const path of ["/", "/?view=gallery", "/?view=api"]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond, path).toBeLessThanOrEqual(0);
  }
});

test("the keys are listed on request", async ({ page }) => {
  await page.goto("/");
  // Keys are listened to a moment after the first paint.
  await expect(async () => {
    await page.keyboard.press("Alt+k");
    await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+g");
  await expect(page).toHaveURL(/view=gallery/);
});
