import { defineConfig, devices } from "@playwright/test";
import e2e from "../../playwright.config";

const SCREENS = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { ...devices["Pixel 7"], viewport: { width: 412, height: 839 } },
} as const;

/**
 * Pictures of every view and state, into screenshots/, and those of the README, into ../docs/images: `npm run screenshots`,
 * or some of them by `npm run screenshots -- --grep gallery --project phone-dark`.
 */
export default defineConfig({
  ...e2e,
  testDir: ".",
  outputDir: "../../test-results/screenshots",
  reporter: "line",
  fullyParallel: true,
  // Each worker paints a gallery of its own first.
  workers: 2,
  projects: [
    ...Object.entries(SCREENS).flatMap(([screen, use]) =>
      (["light", "dark"] as const).map((colorScheme) => ({ name: `${screen}-${colorScheme}`, testMatch: "all.ts", use: { ...use, colorScheme } })),
    ),
    { name: "readme", testMatch: "readme.ts" },
  ],
});
