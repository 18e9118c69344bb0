import { afterEach, describe, expect, it, vi } from "vitest";
import type { StrategyHandler } from "workbox-strategies";
import { dated, FreshOrKept } from "./fresh-or-kept";

/** The part that is tried, in the open. */
class Tried extends FreshOrKept {
  give = (network: () => Promise<Response>, kept?: Response) =>
    this._handle(new Request("http://here/gallery/list"), {
      fetchAndCachePut: network,
      cacheMatch: () => Promise.resolve(kept),
    } as unknown as StrategyHandler);
}

const answer = (text: string, status = 200) => () => Promise.resolve(new Response(text, { status }));
const silence = () => Promise.reject(new TypeError("offline"));
const said = async (response: Promise<Response>) => (await response).text();

afterEach(() => vi.useRealTimers());

describe("a reading", () => {
  const tried = new Tried();

  it("is the server's where it answers, whatever it says", async () => {
    expect(await said(tried.give(answer("new"), new Response("old")))).toBe("new");
    expect((await tried.give(answer("gone", 404), new Response("old"))).status).toBe(404);
  });

  it("is what was kept where it does not", async () => {
    expect(await said(tried.give(silence, new Response("old")))).toBe("old");
    expect(await said(tried.give(answer("bad gateway", 502), new Response("old")))).toBe("old");
  });

  it("fails as the network did where nothing was kept", async () => {
    await expect(tried.give(silence)).rejects.toThrow("offline");
    expect((await tried.give(answer("starting", 503))).status).toBe(503);
  });

  it("does not wait for ever where something was kept", async () => {
    vi.useFakeTimers();
    const slow = () => new Promise<Response>((resolve) => setTimeout(() => resolve(new Response("late")), 60_000));
    const old = said(tried.give(slow, new Response("old")));
    const late = said(tried.give(slow));
    await vi.advanceTimersByTimeAsync(61_000);
    expect(await old).toBe("old");
    expect(await late).toBe("late");
  });

  it("is kept with its time, and only if it is a success", async () => {
    const kept = await dated.cacheWillUpdate({ response: new Response("[]", { headers: { "Content-Type": "application/json" } }) });
    expect(Date.parse(kept?.headers.get("X-Kept-Since") ?? "")).toBeGreaterThan(0);
    expect(kept?.headers.get("Content-Type")).toBe("application/json");
    expect(await kept?.text()).toBe("[]");
    expect(await dated.cacheWillUpdate({ response: new Response("", { status: 404 }) })).toBeNull();
  });
});
