import type { Page } from "@playwright/test";
import { expect, expectAccessible, paint, test } from "./fixtures";

const PAINTERS = ["painter/noto", "painter/twemoji"];

async function painted(page: Page, prompt: string) {
  await paint(page, prompt, PAINTERS);
  await expect(page.getByText(/^2 pictures painted/)).toBeVisible();
}

const enlarge = (page: Page, model: string) => page.getByRole("button", { name: `Enlarge the picture by ${model}`, exact: true }).click();
const pictures = (page: Page) => page.getByRole("img", { name: /painted by/ });

/** A finger that goes along some points of the window. */
async function finger(page: Page, points: readonly (readonly [number, number])[]) {
  const session = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", at: readonly (readonly [number, number])[]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: at.map(([x, y]) => ({ x, y })) });
  const [first = [0, 0] as const, ...others] = points;
  await touch("touchStart", [first]);
  for (const point of others) await touch("touchMove", [point]);
  await touch("touchEnd", []);
  await session.detach();
}

test("two pictures are compared through one lens", async ({ page }) => {
  await painted(page, "an owl on a yellow background");
  await page.getByRole("link", { name: "Compare" }).click();
  await expect(pictures(page)).toHaveCount(2);
  await expectAccessible(page);
  const stage = page.getByRole("group", { name: /^The pictures/ });
  await stage.focus();
  await page.keyboard.press("+");
  for (const picture of await pictures(page).all()) await expect(picture).toHaveCSS("transform", /^matrix\(1\.25, 0, 0, 1\.25,/);
  await page.keyboard.press("0");
  await pictures(page).first().dblclick();
  for (const picture of await pictures(page).all()) await expect(picture).toHaveCSS("transform", /^matrix\(4, 0, 0, 4,/);

  await page.getByText("Slider", { exact: true }).click();
  await page.getByRole("slider", { name: /^How much of/ }).press("ArrowRight");
  await expectAccessible(page);
  await page.getByText("Blink", { exact: true }).click();
  await page.getByRole("button", { name: "Hold" }).click();
  await expect(pictures(page)).toHaveCount(1);
  await expectAccessible(page);

  await expect(page.getByRole("rowheader", { name: "Steps" })).toBeVisible();
  await page.getByRole("button", { name: "Enlarge Twemoji" }).click();
  await expect(page.getByRole("dialog", { name: "Twemoji" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page).toHaveURL(/compare=/);
});

test("pictures of different jobs are gathered and compared", async ({ page }) => {
  for (const prompt of ["a snail on a pink background", "a snail on a green background"]) {
    await painted(page, prompt);
    await enlarge(page, "Noto");
    await page.getByRole("dialog").getByRole("button", { name: "Options for the picture by Noto" }).click();
    await expectAccessible(page);
    // Escape closes the uppermost only.
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toBeHidden();
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Add to compare" }).click();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  }
  const tray = page.getByRole("region", { name: "Pictures to compare" });
  await expect(tray.getByRole("button", { name: /^Take/ })).toHaveCount(2);
  await expectAccessible(page);
  await tray.getByRole("link", { name: "Compare" }).click();
  await expect(pictures(page)).toHaveCount(2);
  await expect(page.getByRole("row", { name: /^Prompt/ })).toContainText("pink");
  await expectAccessible(page);
  await page.reload();
  await expect(pictures(page)).toHaveCount(2);
});

test("the viewer goes through the pictures, tells their settings, and closes by the way back", async ({ page }) => {
  await painted(page, "a parrot on a blue background");
  const address = page.url();
  await enlarge(page, "Noto");
  const viewer = page.getByRole("dialog");
  await expect(viewer).toHaveAccessibleName("Noto");
  await expect(viewer.getByText(/^1 of 2 · /)).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(viewer).toHaveAccessibleName("Twemoji");
  await page.keyboard.press("i");
  await expect(viewer.getByRole("complementary", { name: "Settings" })).toContainText("a parrot on a blue background");
  await expectAccessible(page);
  const link = page.url();
  await page.goBack();
  await expect(viewer).toBeHidden();
  expect(page.url()).toBe(address);
  await expect(page.getByRole("button", { name: "Enlarge the picture by Noto", exact: true })).toBeFocused();

  await page.goto(link);
  await expect(viewer).toHaveAccessibleName("Twemoji");
  await page.keyboard.press("Escape");
  await expect(viewer).toBeHidden();
  await expect(page).toHaveURL(address);
});

test("a finger turns the pictures over, zooms them, and throws the viewer down", async ({ page, hasTouch }) => {
  test.skip(!hasTouch, "there is no finger here");
  await painted(page, "a frog on a white background");
  await enlarge(page, "Noto");
  const viewer = page.getByRole("dialog");
  await finger(page, [[350, 400], [300, 402], [220, 404], [90, 404]]);
  await expect(viewer).toHaveAccessibleName("Twemoji");
  await finger(page, [[90, 400], [180, 402], [330, 404]]);
  await expect(viewer).toHaveAccessibleName("Noto");
  const zoomed = viewer.locator("[data-frame] > div");
  await finger(page, [[206, 420]]);
  await finger(page, [[206, 420]]);
  await expect(zoomed).toHaveCSS("transform", /^matrix\(3, 0, 0, 3,/);
  await finger(page, [[350, 400], [220, 400], [90, 400]]);
  await expect(viewer).toHaveAccessibleName("Noto");
  await finger(page, [[206, 420]]);
  await finger(page, [[206, 420]]);
  await expect(zoomed).toHaveCSS("transform", /^matrix\(1, 0, 0, 1,/);
  await finger(page, [[206, 300], [206, 420], [206, 640]]);
  await expect(viewer).toBeHidden();
});

test("a picture is saved from its menu", async ({ page }) => {
  await painted(page, "a lobster on a white background");
  await enlarge(page, "Noto");
  await page.getByRole("dialog").getByRole("button", { name: "Options for the picture by Noto" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Download original" }).click();
  expect((await saved).suggestedFilename()).toMatch(/lobster.*\.png$/);
});
