/** How long the pages of a large gallery take, one request after another: median and 95th percentile. */
const url = process.argv[2];
const ROUNDS = 200;
const DEEP = 500;
const DAY = 86_400_000;

const list = async (query) => {
  const response = await fetch(`${url}gallery/list?${new URLSearchParams(query)}`);
  if (!response.ok) throw new Error(`${response.status} for ${JSON.stringify(query)}`);
  return response.json();
};

/** The cursor after so many pages. */
async function deep(pages) {
  let cursor;
  for (let page = 0; page < pages; page++) {
    const { nextCursor } = await list({ limit: 60, ...(cursor && { cursor }) });
    if (!nextCursor) break;
    cursor = nextCursor;
  }
  return cursor;
}

const from = new Date(Date.now() - 400 * DAY).toISOString();
const to = new Date(Date.now() - 370 * DAY).toISOString();
const asked = [
  ["first page of 24", { limit: 24 }],
  [`page of 60 after ${DEEP} others`, { limit: 60, cursor: await deep(DEEP) }],
  ["search for two words", { limit: 24, q: "red fox" }],
  ["search for one of them", { limit: 24, q: "number 77" }],
  ["filter by model", { limit: 24, model: "painter/noto" }],
  ["a month a year ago", { limit: 24, from, to }],
  ["the same with words and a model", { limit: 24, from, to, q: "owl", model: "painter/noto" }],
  ["favourites", { limit: 24, favourite: true }],
];

console.log("| request | median | P95 | answer |\n|---|---|---|---|");
for (const [name, query] of asked) {
  for (let warm = 0; warm < 10; warm++) await list(query);
  const times = [];
  let found;
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    found = await list(query);
    times.push(performance.now() - began);
  }
  times.sort((one, other) => one - other);
  const at = (share) => `${times[Math.floor(times.length * share)].toFixed(1)} ms`;
  console.log(`| ${name} | ${at(0.5)} | ${at(0.95)} | ${found.galleries.length} jobs |`);
}
