// Lighthouse over the page as the program serves it: medians of several runs, beside the targets.
//
//   node run.js URL [RUNS]    exit code 1 if a target is missed

import { availableParallelism, loadavg } from "node:os";
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
  ["FCP, s", (r) => r.audits["first-contentful-paint"].numericValue / 1000, "≤", Number.POSITIVE_INFINITY, 2],
  ["LCP, s", (r) => r.audits["largest-contentful-paint"].numericValue / 1000, "≤", 1.5, 2],
  ["CLS", (r) => r.audits["cumulative-layout-shift"].numericValue, "≤", 0.02, 3],
  ["TBT, ms", (r) => r.audits["total-blocking-time"].numericValue, "≤", 100, 0],
];

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** A busy machine loses a trace now and then; a run without one is run again. */
async function judged(address, attempts = 3) {
  const chrome = await launch({ chromePath: process.env.CHROME_PATH, chromeFlags: FLAGS });
  try {
    const { lhr } = await lighthouse(address, { port: chrome.port, output: "json", logLevel: "error" });
    if (!lhr.runtimeError) return lhr;
    if (attempts <= 1) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  } finally {
    await chrome.kill();
  }
  return judged(address, attempts - 1);
}

/** What keeps a view from a full score, and what it paints last and largest. */
function remarks({ audits }) {
  const lcp = audits["lcp-breakdown-insight"]?.details?.items?.find((item) => item.type === "node");
  const counting = Object.values(audits).filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== "informative");
  return [...(lcp ? [`largest: ${lcp.snippet}`] : []), ...counting.map(({ id, displayValue, title }) => `${id}: ${displayValue ?? title}`)];
}

const { galleries } = await (await fetch(new URL("gallery/list?limit=1", url))).json();
const views = [
  ["studio", url],
  ["gallery", new URL("?view=gallery", url).href],
  ["detail", new URL(`?gallery=${galleries[0].id}`, url).href],
];

const reports = new Map();
for (const [name, address] of views) {
  const of = [];
  for (let run = 0; run < Number(runs); run += 1) of.push(await judged(address));
  reports.set(name, of);
}

let missed = 0;
const row = (label, cells, target) => console.log(label.padEnd(16) + cells.map((cell) => cell.padStart(11)).join("") + target.padStart(11));
console.log(`Mobile preset, median of ${runs}; load ${loadavg()[0].toFixed(1)} on ${availableParallelism()} cores`);
row("", views.map(([name]) => name), "target");
for (const [label, read, sign, target, digits] of FIGURES) {
  const values = views.map(([name]) => median(reports.get(name).map(read)));
  const cells = values.map((value) => {
    const met = sign === "≥" ? value >= target : value <= target;
    if (!met) missed += 1;
    return `${met ? "" : "! "}${value.toFixed(digits)}`;
  });
  row(label, cells, Number.isFinite(target) ? `${sign} ${target}` : "");
}
for (const [name] of views) {
  console.log(`\n${name}`);
  for (const remark of remarks(reports.get(name).at(-1))) console.log(`  ${remark}`);
}
process.exit(missed > 0 ? 1 : 0);
