/** Fails when the page grows beyond its budgets, gzipped. Run after `npm run build`. */
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const KB = 1024;
/** The scripts that the page loads at once. */
const FIRST = 90 * KB;
/** Everything: scripts, styles, pictures, the page itself. */
const ALL = 250 * KB;

const dist = new URL("../dist/", import.meta.url);
const size = (name) => gzipSync(readFileSync(new URL(name, dist))).length;
const text = (bytes) => `${(bytes / KB).toFixed(1).padStart(6)} KB`;

const page = readFileSync(new URL("index.html", dist), "utf8");
const scripts = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => match[1]);
if (scripts.length === 0) throw new Error("dist/index.html loads no script");
for (const script of scripts) console.log(text(size(script)), "", script);

const first = scripts.reduce((sum, script) => sum + size(script), 0);
const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const all = files.reduce((sum, { parentPath, name }) => sum + gzipSync(readFileSync(`${parentPath}/${name}`)).length, 0);
console.log(text(first), ` first scripts, of ${FIRST / KB} KB`);
console.log(text(all), ` everything, of ${ALL / KB} KB`);
if (first > FIRST || all > ALL) process.exit(1);
