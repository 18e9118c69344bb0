/** Milliseconds after which an answer is no longer expected. */
const PATIENCE = 30_000;
/** Pictures of an answer that are fetched at once: about those that a phone shows first. */
const FIRST = 4;

/** Answers that were asked for before the scripts were there that want them. */
const answers = new Map<string, Promise<Response>>();

/** Asks, and fetches the first pictures, whose addresses the answer has in such a field. */
export function askEarly(url: string, field: string): void {
  const answer = fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  answers.set(url, answer);
  answer
    .then((response) => response.clone().text())
    .then((text) => {
      const found = text.matchAll(new RegExp(`"${field}":\\s*"([^"]+)"`, "g"));
      for (const [, src = ""] of [...found].slice(0, FIRST)) Object.assign(new Image(), { fetchPriority: "high", src });
    })
    // Whoever takes the answer is told of the fault.
    .catch(() => undefined);
}

/** The answer to a read, if it was asked for early; only once, since the next one wants to know what is true then. */
export function takeEarly(url: string, method = "GET"): Promise<Response> | undefined {
  if (method !== "GET") return undefined;
  const answer = answers.get(url);
  answers.delete(url);
  return answer;
}
