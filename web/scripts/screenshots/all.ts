import { mkdir, writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { test } from "../../e2e/fixtures";
import { STATES, type State, show } from "../../e2e/states";

const FOLDER = new URL("../../screenshots/", import.meta.url);
/** How often a view is looked at again until it rests, and milliseconds in between. */
const ATTEMPTS = 12;
const REST = 300;

test.beforeAll(() => mkdir(FOLDER, { recursive: true }));

for (const [name, state] of Object.entries(STATES)) {
  test.describe(() => {
    if (state.locale) test.use({ locale: state.locale });
    test(name, async ({ page, studio, painted, untouched, complaints }, { project }) => {
      complaints.offline = state.complains ?? false;
      await show(page, (state.empty ? untouched : studio).url, state, painted);
      await writeFile(new URL(`${name}-${project.name}.png`, FOLDER), await settled(page, state));
    });
  });
}

/** The view once two pictures of it in a row are the same; as it is where it never rests. */
async function settled(page: Page, { moving = false, whole = false }: State): Promise<Buffer> {
  const shoot = () => page.screenshot({ animations: "disabled", fullPage: whole });
  let last = await shoot();
  for (let attempt = 0; attempt < ATTEMPTS && !moving; attempt++) {
    await page.waitForTimeout(REST);
    const next = await shoot();
    if (next.equals(last)) break;
    last = next;
  }
  return last;
}
