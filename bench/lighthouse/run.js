// Lighthouse over the page as the program serves it: median of several runs, against the targets.
//
//   node run.js URL [RUNS]

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [url, runs = "3"] = process.argv.slice(2);

const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** What is measured, how it is told, and what it should be at least or at most. */
const FIGURES = [
  ["Performance", (r) => r.categories.performance.score * 100, "≥", 95, 0],
  ["Accessibility", (r) => r.categories.accessibility.score * 100, "≥", 100, 0],
  ["Best Practices", (r) => r.categories["best-practices"].score * 100, "≥", 100, 0],
  ["SEO", (r) => r.categories.seo.score * 100, "≥", 95, 0],
  ["LCP, s", (r) => r.audits["largest-contentful-paint"].numericValue / 1000, "≤", 1.5, 2],
  ["CLS", (r) => r.audits["cumulative-layout-shift"].numericValue, "≤", 0.02, 3],
  ["TBT, ms", (r) => r.audits["total-blocking-time"].numericValue, "≤", 100, 0],
];

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function judged(port, address) {
  const result = await lighthouse(address, { port, output: "json", logLevel: "error" });
  return result.lhr;
}

const views = [
  ["studio", url],
  ["gallery", new URL("?view=gallery", url).href],
];
let missed = 0;
for (const [name, address] of views) {
  const reports = [];
  for (let run = 0; run < Number(runs); run += 1) {
    const chrome = await launch({ chromePath: process.env.CHROME_PATH, chromeFlags: FLAGS });
    try {
      reports.push(await judged(chrome.port, address));
    } finally {
      await chrome.kill();
    }
  }
  console.log(`\n${name} (mobile preset, median of ${reports.length})`);
  for (const [label, read, sign, target, digits] of FIGURES) {
    const value = median(reports.map(read));
    const met = sign === "≥" ? value >= target : value <= target;
    missed += met ? 0 : 1;
    console.log(`  ${label.padEnd(16)}${value.toFixed(digits).padStart(7)}  ${sign} ${target}${met ? "" : "  MISSED"}`);
  }
  const worst = reports.at(-1);
  for (const audit of Object.values(worst.audits)) {
    const counts = audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== "informative";
    if (counts) console.log(`  - ${audit.id}: ${audit.displayValue ?? audit.title}`);
  }
}
process.exit(missed > 0 ? 1 : 0);
