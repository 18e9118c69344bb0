import { describe, expect, it } from "vitest";
import { isSilent, treatmentOf } from "./rules";

const ORIGIN = "http://here";
const get = (path: string, mode = "cors") => treatmentOf(new URL(path, ORIGIN), { method: "GET", mode }, ORIGIN);
const send = (method: string, path: string) => treatmentOf(new URL(path, ORIGIN), { method, mode: "cors" }, ORIGIN);

describe("the worker", () => {
  it("brings the page to whoever goes to it, and to nobody who goes elsewhere", () => {
    expect(get("/", "navigate")).toBe("shell");
    expect(get("/?gallery=j1", "navigate")).toBe("shell");
    for (const path of ["/openapi.json", "/jobs/j1/download", "/images/r1", "/metrics"]) expect(get(path, "navigate"), path).toBe("none");
    // As the page itself looks for a newer one.
    expect(get("/")).toBe("none");
  });

  it("keeps pictures that were seen, in the form in which they were", () => {
    expect(get("/images/r1/thumbnail", "no-cors")).toBe("thumbnail");
    expect(get("/images/r1", "no-cors")).toBe("original");
    for (const path of ["/images/r1?download=1", "/images/r1?format=webp&metadata=strip", "/images/r1/thumbnail/more"]) expect(get(path), path).toBe("none");
    expect(get("http://elsewhere/images/r1")).toBe("none");
  });

  it("keeps readings of the gallery and the models", () => {
    for (const path of ["/gallery/list", "/gallery/list?q=fox&cursor=x", "/gallery/j1", "/models"]) expect(get(path), path).toBe("reading");
  });

  it("has no part in what costs, counts or happens now", () => {
    for (const path of ["/status/j1", "/jobs/j1/events", "/budget", "/healthz", "/readyz", "/openapi.json", "/gallery/j1/restore"]) expect(get(path), path).toBe("none");
    for (const [method, path] of [["POST", "/generate"], ["POST", "/enhance"], ["POST", "/log"], ["PUT", "/gallery/j1/favourite"], ["POST", "/models"]] as const) {
      expect(send(method, path), path).toBe("none");
    }
  });

  it("hears of what is deleted for good", () => {
    expect(send("DELETE", "/gallery/j1?permanently=true")).toBe("deletion");
    expect(send("DELETE", "/gallery/j1")).toBe("none");
    expect(send("DELETE", "/jobs/j1?permanently=true")).toBe("none");
  });

  it("tells a server that says no from one that is not there", () => {
    expect([502, 503, 504].map((status) => isSilent(new Response("", { status })))).toEqual([true, true, true]);
    expect([200, 404, 429, 500].map((status) => isSilent(new Response("", { status })))).toEqual([false, false, false, false]);
  });
});
