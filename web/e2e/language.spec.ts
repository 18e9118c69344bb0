import { expect, expectAccessible, test } from "./fixtures";

// What still fades in has too little contrast for a moment.
test.use({ locale: "de-DE", contextOptions: { reducedMotion: "reduce" } });

test("a German finds German, and can change to Chinese without losing what was typed", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  const prompt = page.getByRole("textbox").first();
  await prompt.fill("ein roter Fuchs im Schnee");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Einstellungen" }).click();
  await expect(page.getByRole("menuitemradio", { name: "Deutsch" })).toHaveAttribute("aria-checked", "true");
  await expectAccessible(page);
  await page.getByRole("menuitemradio", { name: "中文" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
  await expect(page.getByRole("menuitemradio", { name: "中文" })).toHaveAttribute("aria-checked", "true");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "偏好设置" })).toBeFocused();
  await expect(prompt).toHaveValue("ein roter Fuchs im Schnee");
  await expectAccessible(page);

  await page.getByRole("link", { name: "图库", exact: true }).click();
  await expect(page).toHaveTitle("图库 · Pixel Prompt");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
  await expectAccessible(page);
});

test("the menu of preferences is led by keys", async ({ page }) => {
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("Alt+,");
  const menu = page.getByRole("menu", { name: "Einstellungen" });
  await expect(menu).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: "Tasten" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Tasten" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("the theme follows the menu, and stays", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Einstellungen" }).click();
  await page.getByRole("menuitemradio", { name: "Dunkel" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expectAccessible(page);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("meta[name=theme-color]").first()).toHaveAttribute("content", "rgb(20, 19, 18)");
});
