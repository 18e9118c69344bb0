import type { CDPSession, Page } from "@playwright/test";

/** What a page holds at a moment, after its rubbish was collected. */
export interface Sample {
  /** Since the first sample. */
  minutes: number;
  heapKb: number;
  nodes: number;
  listeners: number;
  /** Object URLs that were made and not given back. */
  blobs: number;
  /** Event sources that are open. */
  sources: number;
}

/** Counts of the page, kept by the script below. */
interface Counted {
  blobs: Set<string>;
  sources: Set<EventSource>;
}

/** Watches what a page holds. Ask before the page is opened. */
export async function watchMemory(page: Page): Promise<() => Promise<Sample>> {
  await page.addInitScript(count);
  const browser = await page.context().newCDPSession(page);
  await browser.send("Performance.enable");
  let first: number | undefined;
  return async () => {
    const metrics = await collected(browser);
    first ??= Date.now();
    const { blobs, sources } = await page.evaluate(() => {
      const { counted } = globalThis as unknown as { counted: Counted };
      const open = [...counted.sources].filter((source) => source.readyState !== EventSource.CLOSED);
      return { blobs: counted.blobs.size, sources: open.length };
    });
    return {
      minutes: (Date.now() - first) / 60_000,
      heapKb: (metrics.get("JSHeapUsedSize") ?? Number.NaN) / 1024,
      nodes: metrics.get("Nodes") ?? Number.NaN,
      listeners: metrics.get("JSEventListeners") ?? Number.NaN,
      blobs,
      sources,
    };
  };
}

/** Twice, because what the first collection lets go of may hold more. */
async function collected(browser: CDPSession): Promise<Map<string, number>> {
  for (let time = 0; time < 2; time++) await browser.send("HeapProfiler.collectGarbage");
  const { metrics } = await browser.send("Performance.getMetrics");
  return new Map(metrics.map(({ name, value }) => [name, value]));
}

/** Runs in the page before its own scripts. */
function count() {
  const counted: Counted = { blobs: new Set(), sources: new Set() };
  Object.assign(globalThis, { counted });
  const make = URL.createObjectURL.bind(URL);
  const giveBack = URL.revokeObjectURL.bind(URL);
  URL.createObjectURL = (object) => {
    const url = make(object);
    counted.blobs.add(url);
    return url;
  };
  URL.revokeObjectURL = (url) => {
    counted.blobs.delete(url);
    giveBack(url);
  };
  globalThis.EventSource = class extends EventSource {
    constructor(url: string | URL, init?: EventSourceInit) {
      super(url, init);
      for (const closed of counted.sources) if (closed.readyState === EventSource.CLOSED) counted.sources.delete(closed);
      counted.sources.add(this);
    }
  };
}

/** How much a figure grows from sample to sample: the slope of the straight line that is nearest to them. */
export function growth(samples: readonly Sample[], figure: "heapKb" | "nodes" | "listeners" | "minutes"): number {
  const middle = (samples.length - 1) / 2;
  const level = samples.reduce((sum, sample) => sum + sample[figure], 0) / samples.length;
  const together = samples.reduce((sum, sample, at) => sum + (at - middle) * (sample[figure] - level), 0);
  const alone = samples.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  return together / alone;
}

/** The samples as a table. */
export function tableOf(samples: readonly Sample[]): string {
  const row = (cells: readonly (string | number)[]) => cells.map((cell) => String(cell).padStart(10)).join("");
  return [
    row(["minute", "heap, KB", "nodes", "listeners", "blobs", "sources"]),
    ...samples.map((one) => row([one.minutes.toFixed(2), one.heapKb.toFixed(0), one.nodes, one.listeners, one.blobs, one.sources])),
  ].join("\n");
}
