import { type Page, expect } from "@playwright/test";
import { paintButton } from "./page";
import type { Programs } from "./fixtures";
import type { Painted } from "./seed";

/** One state of the page, to be looked at by axe and by people. */
export interface State {
  /** The address; by the ids of what was painted where it needs one. */
  at?: string | ((painted: Painted) => string);
  /** Where nothing was ever painted, or where it paints itself; else where the gallery is full. */
  in?: "untouched" | "scratch";
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
const compared = (mode: string, runs = [0, 2]) => (painted: Painted) => `/?compare=${runs.map((run) => `${painted["fox"] ?? ""}-${run}`).join(",")}&mode=${mode}`;
const viewer = (page: Page) => press(page, /^Enlarge the picture by Noto/);

async function menu(page: Page, name: string) {
  await press(page, name);
  await page.getByRole("menu").waitFor();
}

async function painting(page: Page) {
  await paintButton(page).click();
  const bar = page.getByRole("progressbar").first();
  await expect.poll(async () => Number(await bar.getAttribute("aria-valuenow")), { intervals: [50] }).toBeGreaterThan(15);
}

/** As where these were painted before. */
async function withHistory(page: Page) {
  const drafts = [
    { prompt: "a red fox on a light blue background", steps: 40 },
    { prompt: "a small dragon on a pink background", seed: 7, size: "512x512" },
    { prompt: "an owl on a dark blue background, photographed at night by somebody who had to wait for it for a long time" },
  ];
  await page.addInitScript((kept) => localStorage.setItem("prompts", JSON.stringify(kept)), drafts.map((draft, at) => ({ at: Date.UTC(2026, 10, 22 - at), draft })));
}

/** As where the server refuses to paint. */
function refusing(status: number, answer: object, headers: Record<string, string> = {}) {
  return (page: Page) => page.route("**/generate", (route) => route.fulfill({ status, headers, json: { message: "", correlationId: "c0ffee", ...answer } }));
}

/** As where somebody has configured a model and not its key. */
async function withoutKey(page: Page) {
  await page.route("**/models", async (route) => {
    const response = await route.fetch();
    const known = (await response.json()) as { models: object[] };
    const keyless = { ...known.models.at(-1), id: "openai/gpt-image", name: "GPT Image", provider: "openai", state: "keyMissing", missingKey: "OPENAI_API_KEY" };
    const offers = [{ provider: "recraft", title: "Recraft", variable: "RECRAFT_API_KEY" }];
    await route.fulfill({ response, json: { ...known, models: [...known.models, keyless], offers } });
  });
}

/** Every view and state. The name is the picture's. */
export const STATES: Record<string, State> = {
  "studio-empty": { in: "untouched" },
  "studio-typed": { at: "/?prompt=a+small+dragon+on+a+pink+background", then: (page) => press(page, /^All \d models/) },
  "studio-models": {
    then: async (page) => {
      await press(page, /^All \d models/);
      await page.getByRole("checkbox").first().scrollIntoViewIfNeeded();
    },
    whole: true,
  },
  "studio-key-missing": { before: withoutKey, then: (page) => press(page, /^All \d models/), whole: true },
  "studio-history": {
    before: withHistory,
    then: async (page) => {
      await press(page, "History");
      await page.getByRole("dialog").waitFor();
    },
  },
  "studio-not-english": { at: "/?prompt=ein+roter+Fuchs+auf+blauem+Grund&models=painter/noto,painter/twemoji" },
  "studio-enhance": {
    at: "/?prompt=a+panda",
    then: async (page) => {
      await press(page, "Enhance");
      await page.getByRole("button", { name: /^Use: / }).first().waitFor();
    },
  },
  "studio-refused": {
    complains: true,
    before: refusing(429, { error: "RATE_LIMIT_EXCEEDED", retryAfter: 40 }, { "Retry-After": "40" }),
    at: "/?prompt=a+red+fox&models=painter/noto",
    then: (page) => paintButton(page).click(),
  },
  "studio-content": {
    complains: true,
    before: refusing(400, { error: "INAPPROPRIATE_CONTENT", category: "violence" }),
    at: "/?prompt=a+red+fox&models=painter/noto",
    then: (page) => paintButton(page).click(),
  },
  "studio-offline": {
    complains: true,
    at: "/?prompt=a+red+fox&models=painter/noto",
    then: async (page) => {
      await expect(paintButton(page)).toBeEnabled();
      // What tells of it is fetched when the page rests.
      await page.waitForLoadState("networkidle");
      await page.context().setOffline(true);
      await paintButton(page).click();
      await page.getByRole("alert").waitFor();
    },
  },
  "job-painting": { in: "scratch", at: "/?prompt=a+red+fox+on+a+light+blue+background&steps=50", then: painting, moving: true },
  "job-done": { at: job("fox") },
  "job-partial": { at: job("partial"), whole: true },
  "job-failed": { at: job("failed") },
  "job-unknown": { at: job("unknown") },
  "job-missing": { complains: true, at: "/?job=00000000-0000-7000-8000-000000000000" },
  "gallery-empty": { at: "/?view=gallery", in: "untouched" },
  gallery: { at: "/?view=gallery" },
  "gallery-filtered": { at: "/?view=gallery&q=background&model=painter/noto&show=favourites" },
  "gallery-filters": { at: "/?view=gallery", then: (page) => press(page, /^Filter/) },
  "gallery-selecting": {
    at: "/?view=gallery",
    then: async (page) => {
      await press(page, "Select");
      for (const place of [0, 1, 3]) await page.getByRole("checkbox").nth(place).click();
    },
  },
  "gallery-jump": { at: "/?view=gallery", then: (page) => press(page, "Jump to a date") },
  "gallery-favourites": { at: "/?view=gallery&show=favourites" },
  "gallery-trash": { at: "/?view=gallery&show=trash" },
  "gallery-nothing-found": { at: "/?view=gallery&q=zebra" },
  detail: { at: gallery("fox") },
  "detail-cloud": { at: gallery("cloud"), whole: true },
  "detail-trashed": { at: gallery("pumpkin") },
  "detail-failed": { at: gallery("failed") },
  "delete-for-good": { at: gallery("pumpkin"), then: (page) => press(page, "Delete for good") },
  "download-menu": {
    at: gallery("fox"),
    then: async (page) => {
      await press(page, "All as zip");
      await page.getByRole("dialog", { name: "All as zip" }).waitFor();
    },
  },
  "picture-menu": { at: gallery("fox"), then: (page) => menu(page, "Options for the picture by Noto") },
  viewer: { at: gallery("fox"), then: viewer },
  "viewer-settings": {
    at: gallery("cloud"),
    then: async (page) => {
      await viewer(page);
      await page.getByRole("dialog").getByRole("button", { name: /settings/i }).click();
    },
  },
  "viewer-zoomed": {
    at: gallery("fox"),
    then: async (page) => {
      await viewer(page);
      for (const key of ["+", "+"]) await page.keyboard.press(key);
    },
  },
  share: { at: (painted) => `/?share=${painted["fox"] ?? ""}` },
  "compare-side": { at: compared("side") },
  "compare-four": { at: compared("side", [0, 1, 2, 3]), whole: true },
  "compare-slider": { at: compared("slider") },
  "compare-blink": { at: compared("blink"), then: (page) => page.getByRole("img").first().waitFor(), moving: true },
  api: { at: "/?view=api" },
  "api-call": { at: "/?view=api", then: (page) => page.getByText("/generate", { exact: true }).click() },
  preferences: { then: (page) => menu(page, "Preferences") },
  help: {
    then: async (page) => {
      // The keys are listened to a moment after the page is there.
      await page.waitForLoadState("networkidle");
      await page.keyboard.press("Alt+k");
      await page.getByRole("dialog", { name: "Keys" }).waitFor();
    },
  },
  error: {
    complains: true,
    before: (page) => page.route("**/gallery/list*", (route) => route.fulfill({ json: {} })),
    at: "/?view=gallery",
  },
  "studio-de": { in: "untouched", locale: "de-DE" },
  "studio-es": { in: "untouched", locale: "es-ES" },
  "studio-zh": { in: "untouched", locale: "zh-CN" },
  "studio-more-de": { locale: "de-DE", then: (page) => press(page, /Mehr$/), whole: true },
  "job-partial-de": { at: job("partial"), locale: "de-DE", whole: true },
  "job-done-zh": { at: job("fox"), locale: "zh-CN" },
  "gallery-de": { at: "/?view=gallery", locale: "de-DE" },
  "gallery-es": { at: "/?view=gallery", locale: "es-ES" },
  "gallery-zh": { at: "/?view=gallery", locale: "zh-CN" },
  "detail-es": { at: gallery("cloud"), locale: "es-ES" },
  "compare-de": { at: compared("slider"), locale: "de-DE" },
};

/** Brings a page into a state. */
export async function show(page: Page, { in: where, at = "/", before, then }: State, { painted, ...programs }: Programs): Promise<void> {
  await before?.(page);
  await page.goto(new URL(typeof at === "function" ? at(painted) : at, programs[where ?? "studio"].url).href);
  await then?.(page);
}
