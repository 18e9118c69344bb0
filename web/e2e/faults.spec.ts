import { expect, expectPainted, paint, paintButton, promptBox, test } from "./fixtures";

test("a server that is killed in the middle of a job loses nothing", async ({ page, studio, complaints }) => {
  const prompt = "a red fox on a green background";
  await paint(page, prompt, ["painter/fluent-flat", "bfl/flux-2-pro"], 50);
  await expect(page.getByRole("progressbar", { name: "Steps of Fluent flat" })).toBeVisible();
  complaints.offline = true;
  await studio.kill();
  await expect(page.getByRole("alert").filter({ hasText: "The server cannot be reached." })).toBeVisible();
  await studio.restart();
  await expect(page.getByText(/^2 pictures painted/)).toBeVisible({ timeout: 40_000 });
  await expectPainted(page, prompt, 2);
});

test("without a network nothing that was typed is lost, and later it goes on", async ({ page, context, complaints }) => {
  await page.goto("/?models=painter/noto");
  await expect(paintButton(page)).toHaveText("Paint with 1 model · free");
  await page.waitForLoadState("networkidle");
  complaints.offline = true;
  await context.setOffline(true);
  await promptBox(page).fill("a snowman");
  await paintButton(page).click();
  await expect(page.getByRole("alert")).toContainText("Check the connection; nothing you typed is lost.");
  await expect(promptBox(page)).toHaveValue("a snowman");
  await context.setOffline(false);
  await paintButton(page).click();
  await expect(page.getByText("1 picture painted")).toBeVisible();
});

test("on a slow network nothing jumps", async ({ page, context }) => {
  await paint(page, "a turtle on a pink background", ["painter/noto", "painter/twemoji"]);
  await expect(page.getByText(/^2 pictures painted/)).toBeVisible();
  const gallery = page.url().replace("?job=", "?gallery=");
  const network = await context.newCDPSession(page);
  await network.send("Network.emulateNetworkConditions", { offline: false, latency: 300, downloadThroughput: 60_000, uploadThroughput: 30_000 });
  await page.addInitScript(() => {
    const counted = globalThis as { shifted?: number };
    counted.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) counted.shifted = (counted.shifted ?? 0) + (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  for (const path of ["/", "/?view=gallery", gallery]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate(() => (globalThis as { shifted?: number }).shifted), path).toBeLessThan(0.02);
  }
});
