import type { Page } from "@playwright/test";
import type { State } from "../../e2e/states";

/** How often a view is looked at again until it rests, and milliseconds in between. */
const ATTEMPTS = 12;
const REST = 300;

/** The view once two pictures of it in a row are the same; as it is where it never rests. */
export async function settled(page: Page, { moving = false, whole = false }: Pick<State, "moving" | "whole"> = {}): Promise<Buffer> {
  let picture = await rested(page, moving);
  const { width } = page.viewportSize() ?? { width: 0 };
  // A window as high as the page: in a picture of more than the window, what is fixed to its edge would stand in the middle.
  // Twice, since some of it grows with the window.
  for (let times = 0; whole && times < 2; times++) {
    await page.setViewportSize({ width, height: await page.evaluate(() => document.documentElement.scrollHeight) });
    picture = await rested(page, moving);
  }
  return picture;
}

async function rested(page: Page, moving: boolean): Promise<Buffer> {
  const shoot = () => page.screenshot({ animations: "disabled" });
  let last = await shoot();
  for (let attempt = 0; attempt < ATTEMPTS && !moving; attempt++) {
    await page.waitForTimeout(REST);
    const next = await shoot();
    if (next.equals(last)) break;
    last = next;
  }
  return last;
}
