import { describe, expect, it, vi } from "vitest";
import type { GalleryList, Job, Models } from "@/api/types";
import { FakeApi } from "./fake-api";
import { KEYLESS } from "./fake-models";

const ask = (api: FakeApi, path: string, init?: RequestInit) => api.handle(new Request(`http://localhost${path}`, init));
const read = async <T>(api: FakeApi, path: string, init?: RequestInit) => (await (await ask(api, path, init)).json()) as T;
const post = (body: unknown): RequestInit => ({ method: "POST", body: JSON.stringify(body) });
const list = (api: FakeApi, query: string) => read<GalleryList>(api, `/gallery/list?${query}`);
const prompts = async (api: FakeApi, query: string) => (await list(api, query)).galleries.map((one) => one.prompt);
const code = async (api: FakeApi, path: string, init?: RequestInit) => (await read<{ error: string }>(api, path, init)).error;

describe("the gallery of the fake", () => {
  it("leads through a hundred thousand jobs page by page, in their order", async () => {
    const api = new FakeApi({ past: 100_000 });
    const first = await list(api, "limit=100");
    expect(first.galleries).toHaveLength(100);
    expect(first.galleries[0]?.prompt).toMatch(/ 100000$/);
    const second = await list(api, `limit=100&cursor=${first.nextCursor ?? ""}`);
    expect(second.galleries[0]?.prompt).toMatch(/ 99900$/);
    const last = await list(api, "limit=100&cursor=past-99899");
    expect(last.galleries).toHaveLength(100);
    expect(last.nextCursor).toBeNull();
  });

  it("keeps what was done to a job of long ago", async () => {
    const api = new FakeApi({ past: 3 });
    await ask(api, "/gallery/past-1/favourite", { method: "PUT", body: '{"favourite": true}' });
    await ask(api, "/gallery/past-0", { method: "DELETE" });
    await ask(api, "/gallery/past-2?permanently=true", { method: "DELETE" });
    expect((await list(api, "favourite=true")).galleries.map((one) => one.id)).toEqual(["past-1"]);
    expect((await list(api, "trashed=true")).galleries.map((one) => one.id)).toEqual(["past-0"]);
    expect((await ask(api, "/gallery/past-2")).status).toBe(404);
    expect((await ask(api, "/images/past-1-0")).status).toBe(200);
  });

  it("filters by words, model and time", async () => {
    const api = new FakeApi();
    const day = (number: number) => Date.UTC(2026, 10, number);
    api.addJob("a red fox", { at: day(1), models: ["painter/noto"] });
    api.addJob("a fox in red", { at: day(3) });
    api.addJob("a blue bird", { at: day(2) });
    expect(await prompts(api, "")).toEqual(["a fox in red", "a blue bird", "a red fox"]);
    expect(await prompts(api, "q=RED+fox")).toEqual(["a fox in red", "a red fox"]);
    expect(await prompts(api, "model=painter/blobs")).toEqual(["a fox in red", "a blue bird"]);
    expect(await prompts(api, "from=2026-11-02T00:00:00Z&to=2026-11-03T00:00:00.000Z")).toEqual(["a blue bird"]);
    expect(await code(api, "/gallery/list?from=yesterday")).toBe("INVALID_REQUEST");
    expect(await code(api, "/gallery/list?limit=0")).toBe("INVALID_REQUEST");
  });

  it("does not lose its place when something is added meanwhile", async () => {
    const api = new FakeApi();
    for (let at = 0; at < 6; at++) api.addJob(`fox ${at}`, { at });
    const { nextCursor } = await list(api, "limit=3");
    api.addJob("fox 6", { at: 6 });
    expect(await prompts(api, `limit=3&cursor=${nextCursor ?? ""}`)).toEqual(["fox 2", "fox 1", "fox 0"]);
  });
});

describe("the painting of the fake", () => {
  it("lets runs wait in line, tells how many are ahead, and lets them leave it", async () => {
    const api = new FakeApi({ atOnce: 1 });
    api.hold();
    for (const prompt of ["one", "two", "three"]) await ask(api, "/generate", post({ prompt, models: ["painter/noto"] }));
    const ahead = async (job: string) => (await read<Job>(api, `/status/${job}`)).results[0]?.ahead;
    expect([await ahead("job-1"), await ahead("job-2"), await ahead("job-3")]).toEqual([undefined, 0, 1]);
    const [noto] = (await read<Models>(api, "/models")).models.filter((model) => model.id === "painter/noto");
    expect(noto).toMatchObject({ waiting: 2, running: 1 });
    await ask(api, "/jobs/job-2/cancel", { method: "POST" });
    expect(await ahead("job-3")).toBe(0);
    api.release();
    await vi.waitFor(() => expect(api.jobs.get("job-3")?.status).toBe("completed"));
    expect(api.jobs.get("job-2")?.status).toBe("cancelled");
  });

  it("fails where the prompt says so", () => {
    const api = new FakeApi();
    expect(api.addJob("a fox fail:timed-out").status).toBe("partial");
    expect(api.addJob("a fox fail:refused:all").status).toBe("failed");
    expect(api.addJob("a fox fail:nothing").status).toBe("completed");
  });

  it("does not ask a model whose key is missing", async () => {
    const api = new FakeApi({ models: KEYLESS });
    expect(await read(api, "/models")).toMatchObject({ models: [{}, { state: "keyMissing", missingKey: "MIRROR_API_KEY" }] });
    expect(await read(api, "/generate", post({ prompt: "a fox" }))).toMatchObject({ totalModels: 1 });
    expect(await code(api, "/generate", post({ prompt: "a fox", models: ["cloud/mirror"] }))).toBe("UNKNOWN_MODEL");
  });
});

describe("the pictures of the fake", () => {
  const text = async (response: Response) => new TextDecoder("latin1").decode(await response.arrayBuffer());

  it("say how they were painted, unless that is taken out", async () => {
    const api = new FakeApi();
    api.addJob("a red fox");
    expect(await text(await ask(api, "/images/job-1-0"))).toContain("a red fox\nSteps: 12");
    const bare = await ask(api, "/images/job-1-0?metadata=strip&download=1");
    expect(bare.headers.get("Content-Disposition")).toBe('attachment; filename="job-1-0.png"');
    expect(await text(bare)).not.toContain("a red fox");
  });

  it("come together in one file with a manifest", async () => {
    const api = new FakeApi();
    api.addJob("a red fox", { models: ["painter/noto"] });
    const archive = await text(await ask(api, "/jobs/job-1/download"));
    expect(archive).toContain("1 Noto.png");
    expect(archive).toContain('"jobId": "job-1"');
    expect((await ask(api, "/jobs/job-2/download")).status).toBe(404);
  });
});
