import { type Page, expect } from "@playwright/test";
import { paintButton } from "./page";
import type { Painted } from "./seed";

/** One state of the page, to be looked at by axe and by people. */
export interface State {
  /** The address; by the ids of what was painted where it needs one. */
  at?: string | ((painted: Painted) => string);
  /** Whether nothing was painted before. */
  empty?: boolean;
  locale?: string;
  /** All of the page, not only what is in sight. */
  whole?: boolean;
  /** It never rests. */
  moving?: boolean;
  /** The browser complains of what is broken here on purpose. */
  complains?: boolean;
  before?: (page: Page) => Promise<unknown>;
  then?: (page: Page) => Promise<unknown>;
}

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const job = (name: string) => (painted: Painted) => `/?job=${painted[name] ?? ""}`;
const gallery = (name: string) => (painted: Painted) => `/?gallery=${painted[name] ?? ""}`;
const compared = (mode: string) => (painted: Painted) => `/?compare=${[0, 2].map((run) => `${painted["fox"] ?? ""}-${run}`).join(",")}&mode=${mode}`;
const viewer = (page: Page) => press(page, /^Enlarge the picture by Noto/);

async function painting(page: Page) {
  await paintButton(page).click();
  const bar = page.getByRole("progressbar").first();
  await expect.poll(async () => Number(await bar.getAttribute("aria-valuenow")), { intervals: [50] }).toBeGreaterThan(15);
}

/** Every view and state. The name is the picture's. */
export const STATES: Record<string, State> = {
  "studio-empty": { empty: true },
  "studio-typed": { at: "/?prompt=a+small+dragon+on+a+pink+background", then: (page) => press(page, /^All \d models/) },
  "studio-models": { then: (page) => press(page, /^All \d models/) },
  "studio-enhance": {
    at: "/?prompt=a+panda",
    then: async (page) => {
      await press(page, "Enhance");
      await page.getByRole("button", { name: /^Use: / }).first().waitFor();
    },
  },
  "studio-refused": {
    complains: true,
    before: (page) =>
      page.route("**/generate", (route) =>
        route.fulfill({ status: 429, headers: { "Retry-After": "40" }, json: { error: "RATE_LIMIT_EXCEEDED", message: "", correlationId: "c0ffee", retryAfter: 40 } }),
      ),
    at: "/?prompt=a+red+fox&models=painter/noto",
    then: (page) => paintButton(page).click(),
  },
  "studio-offline": {
    complains: true,
    at: "/?prompt=a+red+fox&models=painter/noto",
    then: async (page) => {
      await expect(paintButton(page)).toBeEnabled();
      await page.context().setOffline(true);
      await paintButton(page).click();
    },
  },
  "job-painting": { at: "/?prompt=a+red+fox+on+a+light+blue+background&steps=50", then: painting, moving: true },
  "job-done": { at: job("fox") },
  "job-partial": { at: job("partial"), whole: true },
  "job-failed": { at: job("failed") },
  "job-unknown": { at: job("unknown") },
  "gallery-empty": { at: "/?view=gallery", empty: true },
  gallery: { at: "/?view=gallery" },
  "gallery-searched": { at: "/?view=gallery&q=background" },
  "gallery-favourites": { at: "/?view=gallery&show=favourites" },
  "gallery-trash": { at: "/?view=gallery&show=trash" },
  "gallery-nothing-found": { at: "/?view=gallery&q=zebra" },
  detail: { at: gallery("fox") },
  "detail-cloud": { at: gallery("cloud"), whole: true },
  viewer: { at: gallery("fox"), then: viewer },
  "compare-side": { at: compared("side") },
  "compare-slider": { at: compared("slider") },
  "compare-blink": { at: compared("blink"), moving: true },
  api: { at: "/?view=api" },
  help: { then: (page) => page.keyboard.press("Alt+k") },
  error: {
    complains: true,
    before: (page) => page.route("**/gallery/list*", (route) => route.fulfill({ json: {} })),
    at: "/?view=gallery",
  },
  "studio-de": { empty: true, locale: "de-DE" },
  "studio-zh": { empty: true, locale: "zh-CN" },
  "gallery-de": { at: "/?view=gallery", locale: "de-DE" },
  "gallery-zh": { at: "/?view=gallery", locale: "zh-CN" },
};

/** Brings a page into a state. */
export async function show(page: Page, url: string, { at = "/", before, then }: State, painted: Painted): Promise<void> {
  await before?.(page);
  await page.goto(new URL(typeof at === "function" ? at(painted) : at, url).href);
  await then?.(page);
}
