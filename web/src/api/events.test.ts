import { describe, expect, it, vi } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { install } from "@/testing/render-page";
import { type JobEvent, watchJob } from "./events";
import { generate } from "./generate";

async function watched(prompt: string) {
  const api = new FakeApi();
  install(api);
  api.hold();
  const { jobId } = await generate({ prompt, models: ["painter/noto", "painter/blobs"] }, "key");
  const seen: JobEvent[] = [];
  const lost = vi.fn();
  const stop = watchJob(jobId, (event) => seen.push(event), lost);
  const types = () => seen.map((event) => event.type);
  return { api, jobId, seen, types, lost, stop };
}

describe("watching a job", () => {
  it("tells the whole job first, then each change, and ends by itself", async () => {
    const { api, seen, types, lost } = await watched("a red fox");
    await vi.waitFor(() => expect(types()).toContain("progress"));
    expect(types()[0]).toBe("job");
    expect(types()).not.toContain("end");
    api.release();
    await vi.waitFor(() => expect(types().at(-1)).toBe("end"));
    expect(seen.at(-1)).toEqual({ type: "end", status: "completed" });
    expect(seen.filter((event) => event.type === "run" && event.run.status === "completed")).toHaveLength(2);
    const progress = seen.find((event) => event.type === "progress");
    expect(progress).toMatchObject({ progress: { steps: 12, preview: expect.stringMatching(/^data:image\/png/) as string } });
    expect(lost).not.toHaveBeenCalled();
  });

  it("says nothing more when it is stopped", async () => {
    const { api, jobId, seen, types, stop } = await watched("a red fox");
    await vi.waitFor(() => expect(types()).toContain("progress"));
    stop();
    const before = seen.length;
    api.release();
    await vi.waitFor(() => expect(api.jobs.get(jobId)?.status).toBe("completed"));
    expect(seen).toHaveLength(before);
  });

  it("says whether it ever heard anything when it is lost", async () => {
    const api = new FakeApi();
    install(api);
    api.withoutEvents = true;
    const lost = vi.fn();
    watchJob(api.addJob("a red fox").jobId, () => undefined, lost);
    await vi.waitFor(() => expect(lost).toHaveBeenCalledExactlyOnceWith(false));
  });
});
