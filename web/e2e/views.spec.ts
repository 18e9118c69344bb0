import { expect, expectAccessible, test } from "./fixtures";
import { STATES, show } from "./states";

for (const [name, state] of Object.entries(STATES)) {
  test.describe("every state is accessible and fits its window", () => {
    if (state.locale) test.use({ locale: state.locale });
    test(name, async ({ page, studio, painted, untouched, complaints }) => {
      complaints.offline = state.complains ?? false;
      await show(page, (state.empty ? untouched : studio).url, state, painted);
      await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), "pixels beyond the window").toBeLessThanOrEqual(0);
    });
  });
}
