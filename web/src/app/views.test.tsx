import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { install } from "@/testing/render-page";
import { App } from "./app";
import { viewOf } from "./views";

function visit(path: string, api = new FakeApi()) {
  const { jobId } = api.addJob("a red fox");
  install(api);
  history.replaceState(null, "", path.replace("JOB", jobId));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 10_000 } } });
  const show = () =>
    render(
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>,
    );
  return { api, client, show };
}

// Fetched from the disk; the page waits for a moment only.
beforeAll(() => Promise.all([import("@/features/gallery/detail-page"), import("@/features/gallery/gallery-page")]));

describe("a view with a file of its own", () => {
  it("is shown at once, with its answer, where both are there", async () => {
    const { api, client, show } = visit("/?gallery=JOB");
    await viewOf(location.search, client);
    show();
    expect(screen.getByRole("heading", { name: "a red fox" })).toBeVisible();
    expect(api.asked).toHaveLength(1);
  });

  it("is not waited for longer than a moment", async () => {
    const { client, show } = visit("/?gallery=JOB");
    const answer = vi.spyOn(client, "query").mockReturnValue(new Promise<never>(() => undefined));
    await viewOf(location.search, client);
    expect(answer).toHaveBeenCalledOnce();
    answer.mockRestore();
    show();
    expect(await screen.findByRole("heading", { name: "a red fox" })).toBeVisible();
  });

  it("asks the gallery's question only once", async () => {
    const { api, client, show } = visit("/?view=gallery");
    await viewOf(location.search, client);
    show();
    expect(await screen.findByRole("link", { name: /^a red fox/ })).toBeVisible();
    expect(api.asked.filter((one) => one.startsWith("GET /gallery/list"))).toHaveLength(1);
  });

  it("leaves a fault to the view", async () => {
    const api = new FakeApi();
    const { client, show } = visit("/?gallery=JOB", api);
    api.down = true;
    await viewOf(location.search, client);
    show();
    expect(await screen.findByRole("alert")).toBeVisible();
  });
});
