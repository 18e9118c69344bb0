/** Fails when the page grows beyond its budgets, gzipped. Run after `npm run build`. */
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const KB = 1024;
/** The scripts that the page loads at once. */
const FIRST = 90 * KB;
/** Everything that one visitor can come to load. */
const ALL = 250 * KB;

/** What only others fetch: whoever shows a link to the page, and the system that it is installed on. */
const FOR_OTHERS = /^(share|icon-\d+|maskable-\d+|apple-touch-icon)\.png$/;
/** Texts in another language than English, of which a visitor loads one at most. */
const LANGUAGE = /^(de|es|zh)-[\w-]+\.js$/;
/** The page with its first paint, in a language; who gets one does not get index.html. */
const PAINTED = /^(en|de|es|zh)\.html$/;

const dist = new URL("../dist/", import.meta.url);
const packed = (path) => gzipSync(readFileSync(path)).length;
const sum = (sizes) => sizes.reduce((total, size) => total + size, 0);
const text = (bytes) => `${(bytes / KB).toFixed(1).padStart(6)} KB`;

const page = readFileSync(new URL("index.html", dist), "utf8");
const scripts = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => match[1]);
if (scripts.length === 0) throw new Error("dist/index.html loads no script");
const first = sum(scripts.map((script) => packed(new URL(script, dist))));

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => ({ name, size: packed(`${parentPath}/${name}`) }));
const languages = files.filter(({ name }) => LANGUAGE.test(name)).map(({ size }) => size);
if (languages.length !== 3) throw new Error(`dist has ${languages.length} files of languages, not 3`);
const painted = files.filter(({ name }) => PAINTED.test(name)).map(({ size }) => size);
if (painted.length !== 4) throw new Error(`dist has ${painted.length} first paints, not 4`);
const everyone = files.filter(({ name }) => !FOR_OTHERS.test(name) && !LANGUAGE.test(name) && !PAINTED.test(name));
const all = sum(everyone.map(({ size }) => size)) + Math.max(...languages) + Math.max(...painted);

console.log(text(first), ` first scripts, of ${FIRST / KB} KB`);
console.log(text(all), ` everything that one visitor can load, of ${ALL / KB} KB`);
console.log(text(sum(files.map(({ size }) => size))), " all files, with every language, the icons and the picture for links");
if (first > FIRST || all > ALL) process.exit(1);
