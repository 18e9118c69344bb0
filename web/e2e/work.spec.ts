import { devices } from "@playwright/test";
import { expect, expectPainted, paint, paintButton, promptBox, test } from "./fixtures";
import { Studio } from "./program";

test("a phone that comes in the middle sees the same, up to the end", async ({ page, browser }) => {
  const prompt = "a red fox on a light blue background fail:latency:4000";
  await paint(page, prompt, ["painter/noto", "stability/core"]);
  const phone = await browser.newContext({ ...devices["Pixel 7"] });
  const second = await phone.newPage();
  await second.goto(page.url());
  await expect(second.getByRole("status").filter({ hasText: "1 of 2 pictures painted" })).toBeVisible();
  for (const screen of [page, second]) {
    await expect(screen.getByText(/^2 pictures painted/)).toBeVisible();
    await expectPainted(screen, prompt, 2);
  }
  await phone.close();
});

test("one model is stopped, and then the rest of them", async ({ page }) => {
  await paint(page, "a boat fail:hang", ["painter/noto", "stability/core", "bfl/flux-2-pro"]);
  await expect(page.getByRole("status").filter({ hasText: "1 of 3 pictures painted" })).toBeVisible();
  await page.getByRole("button", { name: "Stop Core" }).click();
  // Its request had left: whether it was billed, nobody knows.
  await expect(page.getByRole("article", { name: "Core" })).toContainText("Outcome unknown");
  await page.getByRole("button", { name: "Stop all" }).click();
  const ended = page.getByRole("status").filter({ hasText: /^1 of 3 pictures painted; (2 failed|1 failed, 1 stopped)/ });
  // On a busy machine it takes its time.
  await expect(ended).toBeVisible({ timeout: 40_000 });
  await page.reload();
  await expect(ended).toBeVisible();
});

test("who is faster than the server allows is told when it goes on", async ({ page, complaints }) => {
  const strict = await Studio.start('[limits]\nglobal_per_hour = 1\nwhitelist = []\n');
  try {
    await page.goto(new URL("/?models=painter/noto&prompt=a+snail", strict.url).href);
    await paintButton(page).click();
    await expect(page.getByText("1 picture painted")).toBeVisible();
    complaints.offline = true;
    // What is asked for twice within a second counts once.
    await page.waitForTimeout(1_000);
    await paintButton(page).click();
    await expect(page.getByRole("alert")).toContainText(/You are faster than this server allows\. Try again in \d+ (second|minute)s?\./);
    await expect(promptBox(page)).toHaveValue("a snail");
  } finally {
    await strict.end();
  }
});

test("everything can be done by keys", async ({ page }) => {
  const prompt = "a rocket on a yellow background";
  const { keyboard } = page;
  await page.goto("/?models=painter/noto,painter/twemoji");
  await page.waitForLoadState("networkidle");

  await keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "To the content" })).toBeFocused();
  await keyboard.press("Enter");
  while (!(await promptBox(page).evaluate((box) => box === document.activeElement))) await keyboard.press("Tab");
  await keyboard.type(prompt);
  await keyboard.press("Control+Enter");
  await expect(page.getByText(/^2 pictures painted/)).toBeVisible();

  const large = page.getByRole("button", { name: "Enlarge the picture by Twemoji" });
  for (let presses = 0; presses < 80 && !(await large.evaluate((button) => button === document.activeElement)); presses++) await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Twemoji" })).toBeVisible();
  await keyboard.press("ArrowLeft");
  await expect(page.getByRole("dialog", { name: "Noto" })).toBeVisible();
  await keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  await keyboard.press("Alt+g");
  await expect(page).toHaveURL(/view=gallery/);
  const found = page.getByRole("link", { name: prompt }).first();
  await expect(found).toBeVisible();
  for (let presses = 0; presses < 80 && !(await found.evaluate((link) => link === document.activeElement)); presses++) await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: prompt })).toBeVisible();
  await keyboard.press("Alt+s");
  await expect(promptBox(page)).toHaveValue(prompt);
});
