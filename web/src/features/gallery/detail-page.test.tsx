import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { renderPage } from "@/testing/render-page";
import { stubWindow } from "@/testing/stub-window";
import { navigate } from "@/ui/route";

function filled(number: number): FakeApi {
  const api = new FakeApi();
  for (let at = 1; at <= number; at++) api.addJob(`a red fox ${at}`);
  return api;
}

const cards = () => screen.findAllByRole("listitem");

beforeEach(() => {
  stubWindow();
});

describe("the pictures of a job", () => {
  it("show their settings and lead back to the studio", async () => {
    const { user } = renderPage("/?gallery=job-1", filled(1));
    expect(await screen.findByRole("heading", { name: "a red fox 1", level: 1 })).toBeVisible();
    expect(screen.getAllByRole("article")).toHaveLength(5);
    const noto = screen.getByRole("article", { name: "Noto" });
    expect(within(noto).getByText(/512 × 512.*Steps 12.*Guidance 4.*Seed 7/)).toBeVisible();
    await user.click(screen.getByRole("link", { name: "Use again" }));
    expect(await screen.findByRole("textbox", { name: "Prompt" })).toHaveValue("a red fox 1");
  });

  it("have a menu each, and one file with all of them", async () => {
    const { user } = renderPage("/?gallery=job-1", filled(1));
    await user.click(await screen.findByRole("button", { name: "Options for the picture by Noto" }));
    const menu = await screen.findByRole("menu");
    expect(within(menu).getByRole("menuitem", { name: "Download original" })).toHaveAttribute("href", "/images/job-1-2?download=1");
    await user.click(within(menu).getByRole("menuitem", { name: "Reuse settings" }));
    expect(location.search).toMatch(/&steps=12&guidance=4&seed=7&size=512x512$/);
  });

  it("can be packed into one file", async () => {
    const { user } = renderPage("/?gallery=job-1", filled(1));
    await user.click(await screen.findByRole("button", { name: /All as zip/i }));
    expect(within(await screen.findByRole("dialog")).getByRole("link", { name: "Download" })).toHaveAttribute("href", "/jobs/job-1/download");
  });

  it("are gone for who still sees them where they were deleted elsewhere", async () => {
    const { api, client } = renderPage("/?gallery=job-1", filled(1));
    expect(await screen.findAllByRole("article")).toHaveLength(5);
    api.jobs.delete("job-1");
    act(() => void client.invalidateQueries());
    expect(await screen.findByRole("alert")).toHaveTextContent("There is nothing here.");
    expect(screen.queryByRole("article")).not.toBeInTheDocument();
  });

  it("come as they are painted", async () => {
    const api = new FakeApi();
    const job = api.createJob({ prompt: "a panda" }, api.models.models.slice(0, 2));
    renderPage(`/?gallery=${job.jobId}`, api);
    expect(await screen.findByRole("link", { name: "Watch in the studio" })).toHaveAttribute("href", `/?job=${job.jobId}`);
    api.easel.paintAtOnce(job);
    expect(await screen.findAllByRole("article", {}, { timeout: 3_000 })).toHaveLength(2);
    expect(screen.queryByRole("link", { name: "Watch in the studio" })).not.toBeInTheDocument();
  });

  it("are compared, the first two of them", async () => {
    renderPage("/?gallery=job-1", filled(1));
    const compare = await screen.findByRole("link", { name: "Compare" });
    expect(compare).toHaveAttribute("href", `/?compare=${encodeURIComponent("job-1-0,job-1-1")}`);
  });

  it("become favourites", async () => {
    const { user, api } = renderPage("/?gallery=job-1", filled(1));
    await user.click(await screen.findByRole("button", { name: "Favourite" }));
    expect(screen.getByRole("button", { name: "Favourite" })).toHaveAttribute("aria-pressed", "true");
    await waitFor(() => expect(api.jobs.get("job-1")?.favourite).toBe(true));
  });

  it("go to the trash and come back", async () => {
    const { user, api } = renderPage("/?view=gallery", filled(2));
    await user.click(await screen.findByRole("link", { name: /^a red fox 2/ }));
    await user.click(await screen.findByRole("button", { name: "Move to the trash" }));
    await waitFor(async () => expect(await cards()).toHaveLength(1));
    expect(location.search).toBe("?view=gallery");
    expect(api.jobs.get("job-2")?.trashedAt).toBeDefined();
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(async () => expect(await cards()).toHaveLength(2));
    expect(api.jobs.get("job-2")?.trashedAt).toBeUndefined();
  });

  it("stay where they are when they cannot be thrown away", async () => {
    const { user, api } = renderPage("/?gallery=job-1", filled(1));
    const away = await screen.findByRole("button", { name: "Move to the trash" });
    api.down = true;
    await user.click(away);
    expect(await screen.findByText(/The server cannot be reached/)).toBeVisible();
    expect(screen.getByRole("heading", { name: "a red fox 1" })).toBeVisible();
  });

  it("are taken out of the trash", async () => {
    const api = filled(1);
    const { user } = renderPage("/?view=gallery&show=trash", api);
    await screen.findByRole("heading", { name: "The trash is empty" });
    await user.click(screen.getByRole("radio", { name: "All" }));
    await user.click(await screen.findByRole("link", { name: /a red fox 1/ }));
    await user.click(await screen.findByRole("button", { name: "Move to the trash" }));
    await screen.findByRole("heading", { name: "No pictures yet" });
    await user.click(screen.getByRole("radio", { name: "Trash" }));
    await user.click(await screen.findByRole("link", { name: /a red fox 1/ }));
    expect(await screen.findByText(/^In the trash since/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Take out of the trash" }));
    expect(await screen.findByRole("button", { name: "Move to the trash" })).toBeVisible();
    expect(api.jobs.get("job-1")?.trashedAt).toBeUndefined();
  });

  it("are deleted for good only after a question", async () => {
    const api = new FakeApi();
    api.addJob("a red fox 1", { trashed: true });
    const { user } = renderPage("/?gallery=job-1", api);
    await user.click(await screen.findByRole("button", { name: "Delete for good" }));
    await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Keep" }));
    expect(api.jobs.size).toBe(1);
    await user.click(screen.getByRole("button", { name: "Delete for good" }));
    await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Delete for good" }));
    await waitFor(() => expect(api.jobs.size).toBe(0));
    expect(await screen.findByRole("heading", { name: "No pictures yet" })).toBeVisible();
    act(() => navigate({ view: "detail", gallery: "job-1" }));
    expect(await screen.findByRole("alert")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Take out of the trash" })).not.toBeInTheDocument();
  });

  it("open large, with the others an arrow key away", async () => {
    const { user } = renderPage("/?gallery=job-1", filled(1));
    await user.click(await screen.findByRole("button", { name: "Enlarge the picture by Noto" }));
    const dialog = screen.getByRole("dialog", { name: "Noto" });
    await user.click(within(dialog).getByRole("button", { name: "Next picture" }));
    expect(screen.getByRole("dialog", { name: "Noto blobs" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("say when they are not there", async () => {
    renderPage("/?gallery=nothing");
    expect(await screen.findByRole("alert")).toHaveTextContent("There is nothing here.");
  });

  it("say where to look when there are none", async () => {
    const api = new FakeApi();
    api.addJob("a red fox fail:timed-out:all");
    renderPage("/?gallery=job-1", api);
    expect(await screen.findByText("There are no pictures here.")).toBeVisible();
    expect(screen.getByRole("link", { name: "See what happened" })).toHaveAttribute("href", "/?job=job-1");
  });
});

describe("sharing", () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator, "share");
  });

  /** Gives the browser a way of sharing; jsdom has none. */
  const sharesBy = (share: Navigator["share"]) => Object.defineProperty(navigator, "share", { value: share, configurable: true });

  const address = "http://localhost:3000/?share=job-1";

  it("goes the device's own way where there is one", async () => {
    const share = vi.fn<(data: ShareData) => Promise<void>>().mockResolvedValue();
    sharesBy(share);
    const { user } = renderPage("/?gallery=job-1", filled(1));
    await user.click(await screen.findByRole("button", { name: "Share" }));
    expect(share).toHaveBeenCalledWith({ title: "a red fox 1", url: address });
  });

  it("says nothing when somebody thinks better of it", async () => {
    const share = () => Promise.reject(new DOMException("no", "AbortError"));
    sharesBy(share);
    const { user } = renderPage("/?gallery=job-1", filled(1));
    await user.click(await screen.findByRole("button", { name: "Share" }));
    expect(screen.queryByText("The link to share is copied")).not.toBeInTheDocument();
  });

  it("copies the link elsewhere, and the prompt when asked", async () => {
    const { user } = renderPage("/?gallery=job-1", filled(1));
    await user.click(await screen.findByRole("button", { name: "Share" }));
    expect(await screen.findByText("The link to share is copied")).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe(address);
    await user.click(screen.getByRole("button", { name: "Copy prompt" }));
    expect(await screen.findByText("Prompt copied")).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe("a red fox 1");
  });
});
