import AxeBuilder from "@axe-core/playwright";
import { type Page, expect, test as base } from "@playwright/test";
import { Studio } from "./program";

interface Fixtures {
  /** What the browser complains of; a test that breaks the connection on purpose lets that be. */
  complaints: { list: string[]; offline: boolean };
}

/** Tests over the real program, one for each worker. The console must stay empty. */
export const test = base.extend<Fixtures, { studio: Studio }>({
  studio: [
    async ({}, provide) => {
      const studio = await Studio.start();
      await provide(studio);
      await studio.end();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ studio }, provide) => provide(studio.url),
  complaints: [
    async ({ page }, provide) => {
      const complaints: Fixtures["complaints"] = { list: [], offline: false };
      page.on("console", (message) => {
        const expected = complaints.offline && /net::ERR_|status of 50\d/.test(message.text());
        if (!expected && ["error", "warning"].includes(message.type())) complaints.list.push(message.text());
      });
      page.on("pageerror", (error) => complaints.list.push(String(error)));
      await provide(complaints);
      expect(complaints.list).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** No violation of WCAG 2.2 AA, nor of axe's best practices. */
export async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}

export const promptBox = (page: Page) => page.getByRole("textbox", { name: "Prompt" });
export const paintButton = (page: Page) => page.getByRole("button", { name: /^Paint/ });

/** Every picture of a prompt is there, and was loaded. */
export async function expectPainted(page: Page, prompt: string, pictures: number) {
  const all = page.getByRole("img", { name: `${prompt}, painted by` });
  await expect(all).toHaveCount(pictures);
  for (const picture of await all.all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  }
}

/** Paints with some models; resolves when the last picture is there. */
export async function paint(page: Page, prompt: string, models: readonly string[], steps?: number) {
  await page.goto(`/?${new URLSearchParams({ prompt, models: models.join(","), ...(steps && { steps: String(steps) }) }).toString()}`);
  await paintButton(page).click();
  await expect(page).toHaveURL(/\?job=/);
}
