import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { renderPage } from "@/testing/render-page";
import { stubWindow } from "@/testing/stub-window";

function filled(number: number, more: Parameters<FakeApi["addJob"]>[1] = {}): FakeApi {
  const api = new FakeApi();
  for (let at = 1; at <= number; at++) api.addJob(`fox number ${at}`, more);
  return api;
}

const box = (number: number) => screen.findByRole("checkbox", { name: new RegExp(`^fox number ${number},`) });
const link = (number: number) => screen.findByRole("link", { name: new RegExp(`^fox number ${number},`) });
const bar = () => screen.getByRole("region", { name: "What is selected" });
const inBar = (name: string | RegExp) => within(bar()).getByRole("button", { name });
const chosen = () => screen.getAllByRole("checkbox", { checked: true }).map((one) => Number(/number (\d+)/.exec(one.getAttribute("aria-label") ?? "")?.[1]));

beforeEach(() => {
  stubWindow();
});

describe("selecting", () => {
  it("begins and ends with its button, and with Escape", async () => {
    const { user } = renderPage("/?view=gallery", filled(3));
    await link(3);
    await user.click(screen.getByRole("button", { name: "Select" }));
    expect(within(bar()).getByRole("status")).toHaveTextContent("0 selected");
    expect(inBar("Trash")).toHaveAttribute("aria-disabled", "true");
    await user.click(await box(2));
    expect(within(bar()).getByRole("status")).toHaveTextContent("1 selected");
    await user.click(await box(2));
    expect(within(bar()).getByRole("status")).toHaveTextContent("0 selected");
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("region", { name: "What is selected" })).not.toBeInTheDocument();
    expect(await link(2)).toBeVisible();
  });

  it("takes all that are loaded, or none", async () => {
    const { user } = renderPage("/?view=gallery", filled(5));
    await link(5);
    await user.click(screen.getByRole("button", { name: "Select" }));
    await user.click(inBar("All 5 loaded"));
    expect(chosen()).toHaveLength(5);
    await user.click(inBar("None"));
    expect(screen.queryAllByRole("checkbox", { checked: true })).toEqual([]);
  });

  it("begins with Ctrl and a click, and stretches with Shift", async () => {
    const { user } = renderPage("/?view=gallery", filled(6));
    await user.keyboard("{Control>}");
    await user.click(await link(5));
    await user.keyboard("{/Control}");
    expect(chosen()).toEqual([5]);
    await user.keyboard("{Shift>}");
    await user.click(await box(3));
    await user.keyboard("{/Shift}");
    expect(chosen()).toEqual([5, 4, 3]);
  });

  it("leaves Ctrl and Enter to the browser", async () => {
    renderPage("/?view=gallery", filled(2));
    fireEvent.click(await link(2), { ctrlKey: true, detail: 0 });
    expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
  });

  it("goes by keys: Space, and Shift with the arrows", async () => {
    const { user } = renderPage("/?view=gallery", filled(6));
    (await link(6)).focus();
    await user.keyboard(" ");
    expect(chosen()).toEqual([6]);
    expect(await box(6)).toHaveFocus();
    await user.keyboard("{Shift>}{ArrowRight}{ArrowRight}{/Shift}");
    expect(chosen()).toEqual([6, 5, 4]);
    expect(await box(4)).toHaveFocus();
    await user.keyboard(" ");
    expect(chosen()).toEqual([6, 5]);
    await user.keyboard("{Escape}");
    expect(await link(4)).toHaveFocus();
  });

  it("begins under a finger that rests, and not under one that moves", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      renderPage("/?view=gallery", filled(3));
      const card = await link(3);
      const rest = async (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));
      fireEvent.pointerDown(card, { pointerType: "touch", clientX: 5, clientY: 5 });
      fireEvent.pointerMove(card, { pointerType: "touch", clientX: 5, clientY: 40 });
      await rest(600);
      expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
      fireEvent.pointerDown(card, { pointerType: "touch", clientX: 5, clientY: 5 });
      expect(fireEvent.contextMenu(card)).toBe(false);
      await rest(600);
      expect(chosen()).toEqual([3]);
      // The click that ends the rest is not another choice.
      fireEvent.click(await box(3));
      expect(chosen()).toEqual([3]);
      fireEvent.click(await box(3));
      expect(screen.queryAllByRole("checkbox", { checked: true })).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("is over when another list is shown", async () => {
    const { user } = renderPage("/?view=gallery", filled(3, { favourite: true }));
    await link(3);
    await user.click(screen.getByRole("button", { name: "Select" }));
    await user.click(screen.getByRole("radio", { name: "Favourites" }));
    expect(await link(3)).toBeVisible();
  });
});

describe("what is done with many", () => {
  async function selectAll(user: ReturnType<typeof renderPage>["user"], number: number) {
    await link(number);
    await user.click(screen.getByRole("button", { name: "Select" }));
    await user.click(inBar(/^All/));
  }

  it("moves all to the trash, and one undo brings all back", async () => {
    const { user, api } = renderPage("/?view=gallery", filled(12));
    await selectAll(user, 12);
    await user.click(await box(1));
    await user.click(inBar("Trash"));
    expect(await screen.findByText("11 moved to the trash")).toBeVisible();
    expect([...api.jobs.values()].filter((job) => job.trashedAt)).toHaveLength(11);
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(1));
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(12));
    expect([...api.jobs.values()].filter((job) => job.trashedAt)).toHaveLength(0);
    expect(await screen.findByText("11 taken out of the trash")).toBeVisible();
  });

  it("makes favourites, and takes them back", async () => {
    const { user, api } = renderPage("/?view=gallery", filled(3));
    await selectAll(user, 3);
    await user.click(inBar("Favourite"));
    expect(await screen.findByText("3 made favourites")).toBeVisible();
    expect([...api.jobs.values()].every((job) => job.favourite)).toBe(true);
    await selectAll(user, 3);
    await user.click(inBar("Unfavourite"));
    expect(await screen.findByText("3 are no longer favourites")).toBeVisible();
    expect([...api.jobs.values()].some((job) => job.favourite)).toBe(false);
  });

  it("tells what did not work, and keeps it selected", async () => {
    const api = filled(4);
    const { user } = renderPage("/?view=gallery", api);
    await selectAll(user, 4);
    // One was deleted elsewhere meanwhile.
    api.jobs.delete("job-2");
    await user.click(inBar("Trash"));
    expect(await within(bar()).findByRole("alert")).toHaveTextContent("1 of 4 did not work. There is nothing here.");
    expect(chosen()).toEqual([2]);
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(1));
  });

  it("says how far it is, and stops when asked", async () => {
    const api = filled(9);
    let letGo: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const handle = api.handle.bind(api);
    vi.spyOn(api, "handle").mockImplementation(async (request) => {
      if (request.method === "DELETE") await gate;
      return handle(request);
    });
    const { user } = renderPage("/?view=gallery", api);
    await selectAll(user, 9);
    await user.click(inBar("Trash"));
    expect(await within(bar()).findByText("0 of 9 done")).toBeVisible();
    await user.click(inBar("Stop"));
    letGo();
    expect(await within(bar()).findByRole("alert")).toHaveTextContent("Stopped; 5 of 9 were left as they are.");
    expect(chosen()).toHaveLength(5);
  });

  it("restores from the trash", async () => {
    const { user, api } = renderPage("/?view=gallery&show=trash", filled(2, { trashed: true }));
    await selectAll(user, 2);
    await user.click(inBar("Restore"));
    expect(await screen.findByText("2 taken out of the trash")).toBeVisible();
    expect([...api.jobs.values()].some((job) => job.trashedAt)).toBe(false);
    expect(await screen.findByRole("heading", { name: "The trash is empty" })).toBeVisible();
  });

  it("deletes for good only after a question", async () => {
    const { user, api } = renderPage("/?view=gallery&show=trash", filled(2, { trashed: true }));
    await selectAll(user, 2);
    await user.click(inBar("Delete for good"));
    const question = screen.getByRole("dialog", { name: "Delete 2 prompts and their pictures for good?" });
    await user.click(within(question).getByRole("button", { name: "Keep" }));
    expect(api.jobs.size).toBe(2);
    await user.click(inBar("Delete for good"));
    await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Delete for good" }));
    expect(await screen.findByText("2 deleted for good")).toBeVisible();
    expect(api.jobs.size).toBe(0);
  });

  it("downloads one zip after another", async () => {
    const saved: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:zip", revokeObjectURL: () => undefined }));
    const { user, api } = renderPage("/?view=gallery", filled(2));
    await selectAll(user, 2);
    await user.click(inBar("Download"));
    expect(await screen.findByText("2 files downloaded")).toBeVisible();
    expect(api.calls.filter((one) => one.endsWith("/download"))).toEqual(["GET /jobs/job-2/download", "GET /jobs/job-1/download"]);
    expect(saved).toHaveLength(2);
    expect(saved[0]).toMatch(/\.zip$/);
  });

  it("compares the first pictures of two to four", async () => {
    const { user } = renderPage("/?view=gallery", filled(5));
    await selectAll(user, 5);
    expect(inBar("Compare")).toHaveAttribute("aria-disabled", "true");
    await user.click(await box(1));
    await user.click(await box(2));
    await user.click(inBar("Compare"));
    await waitFor(() => expect(location.search).toBe(`?compare=${encodeURIComponent("job-5-0,job-4-0,job-3-0")}`));
  });
});
