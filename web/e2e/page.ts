import AxeBuilder from "@axe-core/playwright";
import { type Page, expect } from "@playwright/test";

/** Collects what the browser complains of; `expected` lets some of it be. */
export function listen(page: Page, expected: (text: string) => boolean = () => false): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !expected(message.text())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return complaints;
}

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

/** Paints with some models; resolves when the job has begun. */
export async function paint(page: Page, prompt: string, models: readonly string[], steps?: number) {
  await page.goto(`/?${new URLSearchParams({ prompt, models: models.join(","), ...(steps && { steps: String(steps) }) }).toString()}`);
  await paintButton(page).click();
  await expect(page).toHaveURL(/\?job=/);
}
