import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectPainted, paint, paintButton, promptBox, test } from "./fixtures";

const PAINTERS = ["painter/noto", "painter/twemoji"];

/** The worker is at work, and has kept what was asked for. */
async function expectKept(page: Page, ...addresses: string[]) {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  for (const address of addresses) {
    const isKept = () => page.evaluate(async (kept) => Boolean(await caches.match(kept, { ignoreVary: true, ignoreSearch: true })), address);
    // On a busy machine the worker takes its time.
    await expect.poll(isKept, { timeout: 40_000 }).toBe(true);
  }
}

test("what was seen of the gallery is there without a server, and says how old it is", async ({ page, studio, complaints }) => {
  const prompt = "a lighthouse on a yellow background";
  await paint(page, prompt, PAINTERS);
  await expect(page.getByText(/^2 pictures painted/)).toBeVisible();
  const gallery = new URL(page.url()).searchParams.get("job") ?? "";
  await page.goto("/?view=gallery");
  await expect(page.getByRole("link", { name: prompt }).first()).toBeVisible();
  await page.goto(`/?gallery=${gallery}`);
  await expectPainted(page, prompt, 2);
  await expectKept(page, "/index.html", "/models", `/gallery/${gallery}`);
  await page.goto("/?view=gallery");
  await expect(page.getByRole("link", { name: prompt }).first()).toBeVisible();

  complaints.offline = true;
  await studio.kill();
  try {
    await page.reload();
    await expect(page.getByRole("link", { name: prompt }).first()).toBeVisible();
    await expect(page.getByRole("banner").getByText(/^No answer/)).toBeVisible();
    await expect(page.getByText("The server does not answer.", { exact: false }).first()).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: prompt }).first().click();
    await expectPainted(page, prompt, 2);
    await expect(page.getByRole("banner").getByTitle(/^As it was on /)).toBeVisible();

    await page.goto("/?models=painter/noto");
    await promptBox(page).fill("a whale");
    await expect(paintButton(page)).toHaveText("Paint with 1 model · free");
    await paintButton(page).click();
    await expect(page.getByRole("alert")).toContainText("Check the connection; nothing you typed is lost.");
    await expect(promptBox(page)).toHaveValue("a whale");
  } finally {
    await studio.restart();
  }
  await expect(page.getByText("The connection is back.").first()).toBeVisible();
  await expect(page.getByRole("banner").getByText("No answer")).toBeHidden();
  await paintButton(page).click();
  await expect(page.getByText("1 picture painted")).toBeVisible();
});

test("what is deleted for good is not kept either", async ({ page }) => {
  const prompt = "a tent on a green background";
  await paint(page, prompt, ["painter/noto"]);
  await expect(page.getByText("1 picture painted")).toBeVisible();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const gallery = new URL(page.url()).searchParams.get("job") ?? "";
  await page.goto(`/?gallery=${gallery}`);
  await expectPainted(page, prompt, 1);
  await expectKept(page, `/gallery/${gallery}`);
  const thumbnail = await page.evaluate(async (path) => {
    const detail = (await (await fetch(path)).json()) as { images: { thumbnailUrl: string }[] };
    return detail.images[0]?.thumbnailUrl ?? "";
  }, `/gallery/${gallery}`);
  await expectKept(page, thumbnail);

  await page.evaluate((path) => fetch(path, { method: "DELETE" }), `/gallery/${gallery}`);
  await page.evaluate((path) => fetch(`${path}?permanently=true`, { method: "DELETE" }), `/gallery/${gallery}`);
  for (const address of [`/gallery/${gallery}`, thumbnail]) {
    await expect.poll(() => page.evaluate(async (kept) => Boolean(await caches.match(kept, { ignoreVary: true, ignoreSearch: true })), address)).toBe(false);
  }
});

test("a page from before a new version finds its parts again, and loses nothing", async ({ page, complaints }) => {
  // Without the worker, which would have the old parts.
  await page.addInitScript(() => {
    delete (Navigator.prototype as { serviceWorker?: unknown }).serviceWorker;
  });
  await page.goto("/");
  await promptBox(page).fill("a violin");
  complaints.offline = true;
  await page.route("**/assets/gallery-page-*.js", (route) => route.fulfill({ status: 502, body: "" }));
  // What the old page looks at, to see whether there is a newer one.
  await page.route("**/", async (route) => {
    if (route.request().isNavigationRequest()) return route.continue();
    await page.unroute("**/assets/gallery-page-*.js");
    await route.fulfill({ contentType: "text/html", body: '<script type="module" src="/assets/index-newer.js"></script>' });
  });
  await page.getByRole("link", { name: "Gallery", exact: true }).click();
  await expect(page.getByRole("searchbox")).toBeVisible();
  await page.getByRole("link", { name: "Studio", exact: true }).click();
  await expect(promptBox(page)).toHaveValue("a violin");
});
