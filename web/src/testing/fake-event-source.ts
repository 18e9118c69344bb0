import type { FakeApi } from "./fake-api";

/** Stands in for the browser's EventSource, which jsdom lacks, over the events of a fake API. */
export function fakeEventSource(api: FakeApi): typeof EventSource {
  return class extends EventTarget {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSED = 2;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSED = 2;
    readonly withCredentials = false;
    readonly url: string;
    readyState = 0;
    onopen: ((event: Event) => void) | null = null;
    onmessage: ((event: MessageEvent) => void) | null = null;
    onerror: ((event: Event) => void) | null = null;
    private reader: ReadableStreamDefaultReader<string> | undefined;

    constructor(url: string | URL) {
      super();
      this.url = String(url);
      void this.read();
    }

    close(): void {
      this.readyState = 2;
      void this.reader?.cancel();
    }

    private async read(): Promise<void> {
      const response = await api.fetch(this.url).catch(() => undefined);
      if (this.readyState === 2) return;
      if (!response?.ok || !response.body) {
        this.readyState = 2;
        this.onerror?.(new Event("error"));
        return;
      }
      this.readyState = 1;
      this.reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { done, value } = await this.reader.read();
        if (done) return;
        const blocks = (rest + value).split("\n\n");
        rest = blocks.pop() ?? "";
        for (const block of blocks) this.dispatch(block);
      }
    }

    private dispatch(block: string): void {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
      if (this.readyState !== 2) this.dispatchEvent(new MessageEvent(field("event"), { data: field("data"), lastEventId: field("id") }));
    }
  } as typeof EventSource;
}
