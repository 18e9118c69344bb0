import { describe, expect, it, vi } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { install } from "@/testing/render-page";
import { call } from "./client";
import { generate } from "./generate";
import { report } from "./report";

describe("a call", () => {
  it("carries a fresh correlation id", async () => {
    const api = new FakeApi();
    install(api);
    const seen = vi.spyOn(api, "handle");
    await call("get", "/models", {});
    await call("get", "/models", {});
    const ids = seen.mock.calls.map(([request]) => request.headers.get("X-Correlation-ID"));
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it("becomes a failure with the server's code", async () => {
    install(new FakeApi());
    await expect(call("get", "/status/{jobId}", { path: { jobId: "a/b" } })).rejects.toMatchObject({ code: "NOT_FOUND", status: 404 });
  });

  it("becomes a failure when nobody answers", async () => {
    const api = new FakeApi();
    install(api);
    api.down = true;
    await expect(call("get", "/models", {})).rejects.toMatchObject({ code: "NETWORK", status: 0, passing: true });
  });

  it("says so when it is this device that has no network", async () => {
    const api = new FakeApi();
    install(api);
    api.down = true;
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    await expect(call("get", "/models", {})).rejects.toMatchObject({ code: "OFFLINE", silent: true });
  });

  it("starts one job however often it is sent with one key", async () => {
    const api = new FakeApi();
    install(api);
    const first = await generate({ prompt: "a fox" }, "key");
    const second = await generate({ prompt: "a fox" }, "key");
    expect(second.jobId).toBe(first.jobId);
    expect(api.jobs.size).toBe(1);
  });
});

describe("a report", () => {
  it("is sent once for the same fault, and not without end", async () => {
    const api = new FakeApi();
    install(api);
    const handled = vi.spyOn(api, "handle");
    const [first, again] = await Promise.all([1, 2].map(() => report(new Error("the same"), "test")));
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(again).toBe(first);
    const more = await Promise.all(Array.from({ length: 20 }, (_, at) => report(new Error(`fault ${at}`), "test")));
    expect(more.filter(Boolean)).toHaveLength(4);
    await vi.waitFor(() => expect(api.logs).toHaveLength(5));
    expect(handled.mock.calls[0]?.[0].headers.get("X-Correlation-ID")).toBe(first);
    expect(api.logs[0]).toMatchObject({ level: "ERROR", message: "Error: the same", metadata: { where: "test" } });
  });
});
