import { mkdir, writeFile } from "node:fs/promises";
import { test } from "../../e2e/fixtures";
import { STATES, show } from "../../e2e/states";
import { settled } from "./settled";

const FOLDER = new URL("../../screenshots/", import.meta.url);

test.beforeAll(() => mkdir(FOLDER, { recursive: true }));

for (const [name, state] of Object.entries(STATES)) {
  test.describe(() => {
    if (state.locale) test.use({ locale: state.locale });
    test(name, async ({ page, studio, painted, untouched, scratch, complaints }, { project }) => {
      complaints.offline = state.complains ?? false;
      await show(page, state, { studio, painted, untouched, scratch });
      await writeFile(new URL(`${name}-${project.name}.png`, FOLDER), await settled(page, state));
    });
  });
}
