import { expect, expectAccessible, test } from "./fixtures";
import { STATES, show } from "./states";

for (const [name, state] of Object.entries(STATES)) {
  test.describe("every state is accessible and fits its window", () => {
    if (state.locale) test.use({ locale: state.locale });
    test(name, async ({ page, studio, painted, untouched, scratch, complaints }) => {
      complaints.offline = state.complains ?? false;
      await show(page, state, { studio, painted, untouched, scratch });
      await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
      // What comes in gently is paler until it is there.
      await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime)).map((one) => one.finished)));
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), "pixels beyond the window").toBeLessThanOrEqual(0);
    });
  });
}
