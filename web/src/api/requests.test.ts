import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { install } from "@/testing/render-page";
import { budgetQuery } from "./budget";
import { cancelJob, cancelRun } from "./cancel";
import { enhance } from "./enhance";
import { estimateQuery } from "./estimate";
import { setFavourite } from "./favourite";
import { galleryQuery } from "./gallery";
import { galleryListQuery, isWhole } from "./gallery-list";
import { generate } from "./generate";
import { downloadUrl, imageOf, jobOf, jobQuery } from "./job";
import { modelsQuery } from "./models";
import { openapiQuery } from "./openapi";
import { retryRun } from "./retry";
import { destroyGallery, restoreGallery, trashGallery } from "./trash";

function installed(options?: ConstructorParameters<typeof FakeApi>[0]): FakeApi {
  const api = new FakeApi(options);
  install(api);
  return api;
}

const client = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });

describe("a read", () => {
  it("asks for what it is named after", async () => {
    const api = installed({ openapi: { openapi: "3.1.0" } });
    const job = api.addJob("a red fox");
    const queries = client();
    expect((await queries.query(modelsQuery)).models).toHaveLength(5);
    expect((await queries.query(budgetQuery)).spending).toHaveLength(2);
    expect(await queries.query(openapiQuery)).toEqual({ openapi: "3.1.0" });
    expect((await queries.query(jobQuery(job.jobId, 0))).prompt).toBe("a red fox");
    expect((await queries.query(galleryQuery(job.jobId))).images).toHaveLength(5);
    expect(await queries.query(estimateQuery({ prompt: "a fox" }))).toMatchObject({ dryRun: true, totalModels: 5 });
    expect(api.jobs.size).toBe(1);
  });

  it("asks for a status anew after every loss of the events", () => {
    expect(jobQuery("a", 1).queryKey).not.toEqual(jobQuery("a", 2).queryKey);
  });

  it("goes through the gallery by cursors, with only what was asked for", async () => {
    const api = installed({ past: 150 });
    const queries = client();
    const pages = { pages: 3 };
    const { pages: all } = await queries.infiniteQuery({ ...galleryListQuery({ q: "fox" }), ...pages });
    expect(api.asked[0]).toMatch(/^GET \/gallery\/list\?limit=\d+&q=fox$/);
    expect(all.flatMap((page) => page.galleries).every((one) => isWhole(one) && one.prompt.includes("fox"))).toBe(true);
    api.asked.length = 0;
    await queries.infiniteQuery({ ...galleryListQuery({}), ...pages });
    expect(new Set(api.asked).size).toBe(3);
    await queries.infiniteQuery(galleryListQuery({ favourite: true, trashed: true }));
    expect(api.asked.at(-1)).toMatch(/favourite=true&trashed=true$/);
  });
});

describe("a write", () => {
  it("does what it is named after", async () => {
    const api = installed();
    const job = api.addJob("a red fox");
    await setFavourite(job.jobId, true);
    expect(job.favourite).toBe(true);
    await trashGallery(job.jobId);
    expect(job.trashedAt).toBeDefined();
    await restoreGallery(job.jobId);
    expect(job.trashedAt).toBeUndefined();
    await destroyGallery(job.jobId);
    expect(api.jobs.size).toBe(0);
    expect((await enhance("a fox")).proposals).toHaveLength(2);
  });

  it("stops one run, or all, and lets one try again", async () => {
    const api = installed();
    api.hold();
    const { jobId } = await generate({ prompt: "a fox" }, "key");
    expect((await cancelRun(jobId, 2)).results.map((run) => run.status)[2]).toBe("cancelled");
    expect((await cancelJob(jobId)).status).toBe("cancelled");
    expect((await retryRun(jobId, 2)).results[2]?.status).toBe("pending");
  });
});

describe("an answer of another kind than was asked for", () => {
  it("is no answer", async () => {
    const api = installed();
    const job = { jobId: "a", message: "", totalModels: 1 };
    const estimate = { dryRun: true, totalModels: 1, microUsd: 0, unknownPrices: 0, withinBudget: true, models: [] };
    api.handle = async () => Promise.resolve(Response.json(job));
    await expect(client().query(estimateQuery({ prompt: "a fox" }))).rejects.toMatchObject({ code: "BAD_ANSWER" });
    api.handle = async () => Promise.resolve(Response.json(estimate));
    await expect(generate({ prompt: "a fox" }, "key")).rejects.toMatchObject({ code: "BAD_ANSWER" });
  });
});

describe("a job's files", () => {
  it("are named by its ids", () => {
    expect(downloadUrl("a/b")).toBe("/jobs/a%2Fb/download");
    expect(downloadUrl("a", { format: "webp", stripped: true })).toBe("/jobs/a/download?format=webp&metadata=strip");
    expect(jobOf("01m3-8-2")).toBe("01m3-8");
  });

  it("are told of as the gallery tells of them, once they are there", () => {
    const api = installed();
    const job = api.addJob("a red fox fail:refused");
    const [first, failed] = job.results;
    expect(first && imageOf(job, first)).toMatchObject({ runId: "job-1-0", prompt: "a red fox fail:refused", steps: 12, seed: 7, url: "/images/job-1-0" });
    expect(failed && imageOf(job, failed)).toBeUndefined();
  });
});
