/** Scrolls through a large gallery for half a minute: frames that came late, nodes in the document, the heap. */
import { createRequire } from "node:module";

const { chromium, devices } = createRequire(new URL("../../web/package.json", import.meta.url))("@playwright/test");

const url = process.argv[2];
const SECONDS = 30;
/** Milliseconds after which people see that a frame is missing. */
const LATE = 50;
const WINDOWS = [
  ["desktop, 1280 × 800", { viewport: { width: 1280, height: 800 } }],
  ["phone, 412 × 839", { ...devices["Pixel 7"] }],
];

const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-dev-shm-usage"],
});

console.log(`\n| ${SECONDS} s of scrolling | jobs passed | frames | later than ${LATE} ms | nodes, at most | heap before, after |\n|---|---|---|---|---|---|`);
for (const [name, window] of WINDOWS) {
  const context = await browser.newContext(window);
  const page = await context.newPage();
  await page.goto(`${url}?view=gallery`);
  await page.waitForLoadState("networkidle");
  const devtools = await context.newCDPSession(page);
  const heap = async () => {
    await devtools.send("HeapProfiler.collectGarbage");
    const { usedSize } = await devtools.send("Runtime.getHeapUsage");
    return `${(usedSize / 2 ** 20).toFixed(1)} MiB`;
  };
  const before = await heap();
  // In the page itself, frame by frame, as fast as a hand that flings: 3,000 pixels a second.
  const seen = await page.evaluate(scroll, { seconds: SECONDS, late: LATE });
  await page.waitForLoadState("networkidle");
  console.log(`| ${name} | ${seen.jobs} | ${seen.frames} | ${seen.late} (worst ${seen.worst.toFixed(0)} ms) | ${seen.nodes} | ${before}, ${await heap()} |`);
  await context.close();
}
await browser.close();

/** Runs in the page. */
async function scroll({ seconds, late }) {
  const gaps = [];
  let nodes = 0;
  let last = performance.now();
  const end = last + seconds * 1_000;
  while (last < end) {
    const now = await new Promise((resolve) => requestAnimationFrame(resolve));
    gaps.push(now - last);
    scrollBy(0, (now - last) * 3);
    last = now;
    if (gaps.length % 20 === 0) nodes = Math.max(nodes, document.querySelectorAll("*").length);
  }
  const jobs = Math.max(...[...document.querySelectorAll("[data-item]")].map((one) => Number(one.dataset.item)));
  return { frames: gaps.length, late: gaps.filter((gap) => gap > late).length, worst: Math.max(...gaps), nodes, jobs };
}
