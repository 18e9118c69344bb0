import { mkdir, writeFile } from "node:fs/promises";
import { type Page, test as base } from "@playwright/test";
import { Studio } from "../../e2e/program";
import { type Painted, paintGallery } from "./seed";
import { STATES, type State } from "./states";

const FOLDER = new URL("../../screenshots/", import.meta.url);
/** How often a view is looked at again until it rests, and milliseconds in between. */
const ATTEMPTS = 12;
const REST = 300;

/** Two programs, one without any job yet, one with a gallery. */
interface Programs {
  empty: { url: string };
  filled: { url: string; painted: Painted };
}

const test = base.extend<object, Programs>({
  empty: [
    async ({}, provide) => {
      const studio = await Studio.start();
      await provide({ url: studio.url });
      await studio.end();
    },
    { scope: "worker" },
  ],
  filled: [
    async ({}, provide) => {
      const studio = await Studio.start();
      await provide({ url: studio.url, painted: await paintGallery(studio.url) });
      await studio.end();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

test.beforeAll(() => mkdir(FOLDER, { recursive: true }));

for (const [name, state] of Object.entries(STATES)) {
  test.describe(() => {
    if (state.locale) test.use({ locale: state.locale });
    test(name, async ({ page, empty, filled }, { project }) => {
      const { url } = state.empty ? empty : filled;
      await open(page, url, state, filled.painted);
      await writeFile(new URL(`${name}-${project.name}.png`, FOLDER), await settled(page, state));
    });
  });
}

async function open(page: Page, url: string, { at = "/", then, before }: State, painted: Painted) {
  await before?.(page);
  await page.goto(new URL(typeof at === "function" ? at(painted) : at, url).href);
  await then?.(page);
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
