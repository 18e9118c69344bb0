/** Fails when the scripts that the page loads at once grow beyond the budget. Run after `npm run build`. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET = 90 * 1024;

const dist = new URL("../dist/", import.meta.url);
const page = readFileSync(new URL("index.html", dist), "utf8");
const scripts = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => match[1]);
if (scripts.length === 0) throw new Error("dist/index.html loads no script");

let total = 0;
for (const script of scripts) {
  const bytes = gzipSync(readFileSync(new URL(script, dist))).length;
  total += bytes;
  console.log(`${(bytes / 1024).toFixed(1).padStart(6)} KB  ${script}`);
}
console.log(`${(total / 1024).toFixed(1).padStart(6)} KB  in all, of ${BUDGET / 1024} KB (gzipped)`);
if (total > BUDGET) process.exit(1);
