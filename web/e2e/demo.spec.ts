import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { test as base, expect } from "@playwright/test";
import { expectAccessible, expectPainted, listen, paintButton, promptBox } from "./page";
import { serveFiles } from "./static";

/** The demo as built, in a folder of a host that knows nothing but files. */
const test = base.extend<{ complaints: string[] }, { demo: string }>({
  demo: [
    async ({}, provide) => {
      const folder = await mkdtemp(join(tmpdir(), "pixelprompt-demo-"));
      await promisify(execFile)("npx", ["vite", "build", "--mode", "demo", "--outDir", folder, "--logLevel", "error"]);
      const host = await serveFiles(folder, "/somewhere/demo/");
      await provide(host.url);
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 60_000 },
  ],
  complaints: [
    async ({ page }, provide) => {
      const complaints = listen(page);
      await provide(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

test("the demo paints without any server, and remembers", async ({ page, demo }) => {
  await page.goto(demo);
  await expect(page.getByRole("complementary", { name: /^A demo/ })).toBeVisible();
  await promptBox(page).fill("a green frog on a pink background");
  await paintButton(page).click();
  await expect(page.getByRole("progressbar").first()).toBeVisible();
  await expectPainted(page, "a green frog on a pink background", 8);
  expect(page.url()).toMatch(/\/somewhere\/demo\/\?job=/);
  await expectAccessible(page);

  await page.reload();
  await expectPainted(page, "a green frog on a pink background", 8);

  await page.getByRole("link", { name: "Gallery", exact: true }).click();
  await expect(page.getByRole("link", { name: "a green frog on a pink background" })).toBeVisible();
  await page.getByRole("link", { name: "a red fox in the snow" }).click();
  await expectPainted(page, "a red fox in the snow", 5);
});

test("the demo gives files to keep", async ({ page, demo }) => {
  await page.goto(`${demo}?gallery=job-12`);
  await expectPainted(page, "a red fox in the snow", 5);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "All as zip" }).click();
  await page.getByRole("dialog").getByRole("link").first().click();
  expect((await download).suggestedFilename()).toMatch(/\.zip$/);
  expect(await (await download).failure()).toBeNull();
});
