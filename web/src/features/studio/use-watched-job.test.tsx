import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it, vi } from "vitest";
import { galleryListKey } from "@/api/gallery-list";
import { FakeApi } from "@/testing/fake-api";
import { install } from "@/testing/render-page";
import { useWatchedJob } from "./use-watched-job";

function watch(api: FakeApi, jobId: string) {
  install(api);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;
  return { client, ...renderHook(() => useWatchedJob(jobId), { wrapper }) };
}

const asked = (api: FakeApi, what: string) => api.calls.filter((call) => call.startsWith(what)).length;

/** A job that is being painted, and waits halfway. */
async function begun(api: FakeApi): Promise<string> {
  api.hold();
  const body = JSON.stringify({ prompt: "a fox" });
  const response = await api.handle(new Request("http://localhost/generate", { method: "POST", body, headers: { "Content-Type": "application/json" } }));
  return ((await response.json()) as { jobId: string }).jobId;
}

describe("a watched job", () => {
  it("is told by events, and asked for nothing", async () => {
    const api = new FakeApi();
    const { result } = watch(api, await begun(api));
    await waitFor(() => expect(result.current.job?.status).toBe("in_progress"));
    expect(result.current.link).toBe("watching");
    api.release();
    await waitFor(() => expect(result.current.link).toBe("ended"));
    expect(result.current.job?.completedModels).toBe(5);
    expect(asked(api, "GET /status/")).toBe(0);
  });

  it("is asked for where events do not come through, again and again until it ends", async () => {
    const api = new FakeApi();
    api.withoutEvents = true;
    const { result } = watch(api, await begun(api));
    await waitFor(() => expect(result.current.job?.status).toBe("in_progress"));
    expect(result.current.link).toBe("polling");
    api.release();
    await waitFor(() => expect(result.current.link).toBe("ended"));
    const questions = asked(api, "GET /status/");
    expect(questions).toBeGreaterThan(1);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(asked(api, "GET /status/")).toBe(questions);
  });

  it("tells what went wrong while the server is away, and goes on when it is back", async () => {
    const api = new FakeApi();
    const jobId = await begun(api);
    api.down = true;
    const { result } = watch(api, jobId);
    await waitFor(() => expect(result.current.error).toMatchObject({ code: "NETWORK" }));
    api.down = false;
    await waitFor(() => expect(result.current.job).toBeDefined());
    await waitFor(() => expect(result.current.error).toBeNull());
    api.release();
    await waitFor(() => expect(result.current.link).toBe("ended"));
  });

  it("has the lists looked at anew when it has ended", async () => {
    const api = new FakeApi();
    const { result, client } = watch(api, await begun(api));
    const invalidate = vi.spyOn(client, "invalidateQueries");
    await waitFor(() => expect(result.current.job).toBeDefined());
    expect(invalidate).not.toHaveBeenCalled();
    api.release();
    await waitFor(() => expect(invalidate).toHaveBeenCalledWith({ queryKey: galleryListKey }));
  });

  it("takes in what an action answered, and watches again", async () => {
    const api = new FakeApi();
    const job = api.addJob("a fox fail:rate-limited");
    const { result } = watch(api, job.jobId);
    await waitFor(() => expect(result.current.link).toBe("ended"));
    const again = await api.handle(new Request(`http://localhost/jobs/${job.jobId}/runs/1/retry`, { method: "POST" }));
    result.current.update((await again.json()) as typeof job);
    await waitFor(() => expect(result.current.job?.completedModels).toBe(5));
    expect(asked(api, "GET /jobs/")).toBe(2);
  });
});
