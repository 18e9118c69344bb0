import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { imageOf } from "@/api/job";
import { FakeApi } from "@/testing/fake-api";
import { renderPage } from "@/testing/render-page";
import { addToTray, clearTray, takeFromTray, trayNow } from "./compare-tray";

let api: FakeApi;

beforeEach(() => {
  api = new FakeApi();
  for (const prompt of ["a red fox", "a blue bird"]) api.addJob(prompt);
});

function picture(runId: string) {
  for (const job of api.jobs.values()) {
    for (const run of job.results) {
      const image = run.runId === runId && imageOf(job, run);
      if (image) return image;
    }
  }
  throw new Error(`${runId} was not painted`);
}

const put = (...runIds: string[]) => act(() => runIds.forEach((runId) => addToTray(picture(runId))));
const ids = () => trayNow().map((one) => one.runId);
const bar = () => screen.findByRole("region", { name: "Pictures to compare" });

describe("the tray", () => {
  it("holds up to four pictures of any jobs, each once", () => {
    put("job-1-0", "job-2-1", "job-1-0");
    expect(ids()).toEqual(["job-1-0", "job-2-1"]);
    put("job-1-2", "job-1-3");
    expect(addToTray(picture("job-1-4"))).toBe(false);
    expect(addToTray(picture("job-1-3"))).toBe(true);
    takeFromTray("job-2-1");
    expect(ids()).toEqual(["job-1-0", "job-1-2", "job-1-3"]);
    clearTray();
    expect(ids()).toEqual([]);
    expect(sessionStorage.getItem("compare-tray")).toBeNull();
  });

  it("outlives a reload, and shrugs at what it cannot read", () => {
    put("job-1-0");
    const kept = sessionStorage.getItem("compare-tray") ?? "";
    sessionStorage.setItem("compare-tray", "{");
    expect(ids()).toEqual([]);
    sessionStorage.setItem("compare-tray", JSON.stringify([{ runId: 7 }, ...(JSON.parse(kept) as unknown[])]));
    expect(ids()).toEqual(["job-1-0"]);
  });

  it("lives without storage", () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new Error("full");
    });
    vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
      throw new Error("off");
    });
    put("job-1-0");
    expect(ids()).toEqual(["job-1-0"]);
    clearTray();
    expect(ids()).toEqual([]);
  });
});

describe("the bar of the tray", () => {
  it("comes with the first picture, and leads to the comparison", async () => {
    const { user } = renderPage("/?view=gallery", api);
    expect(screen.queryByRole("region", { name: "Pictures to compare" })).not.toBeInTheDocument();
    put("job-1-0", "job-2-1");
    const region = within(await bar());
    await waitFor(() => expect(region.getByRole("status")).toHaveTextContent("2 of 4 pictures to compare"));
    expect(document.documentElement.style.getPropertyValue("--dock")).toBe("4rem");
    await user.click(region.getByRole("link", { name: "Compare" }));
    expect(location.search).toBe("?compare=job-1-0%2Cjob-2-1");
    expect(await screen.findByRole("img", { name: "a blue bird, painted by Fluent flat" })).toBeVisible();
    expect(screen.queryByRole("region", { name: "Pictures to compare" })).not.toBeInTheDocument();
    expect(document.documentElement.style.getPropertyValue("--dock")).toBe("");
  });

  it("takes pictures out, one or all", async () => {
    const { user } = renderPage("/?view=gallery", api);
    put("job-1-0", "job-2-1", "job-2-2");
    const region = within(await bar());
    await user.click(region.getByRole("button", { name: "Take the picture by Fluent flat out" }));
    expect(ids()).toEqual(["job-1-0", "job-2-2"]);
    await user.click(region.getByRole("button", { name: "Clear" }));
    expect(ids()).toEqual([]);
    expect(screen.queryByRole("region", { name: "Pictures to compare" })).not.toBeInTheDocument();
  });
});
