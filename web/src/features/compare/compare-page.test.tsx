import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { imageOf } from "@/api/job";
import { FakeApi } from "@/testing/fake-api";
import { renderPage } from "@/testing/render-page";
import { speak } from "@/text/language";
import { addToTray } from "@/ui/compare-tray";

let api: FakeApi;

beforeEach(() => {
  api = new FakeApi();
  api.addJob("a red fox");
  api.addJob("a blue bird");
});

const picture = (model: string, prompt = "a red fox") => screen.findByRole("img", { name: `${prompt}, painted by ${model}` });
const compared = () => new URLSearchParams(location.search).get("compare");
const table = async () => within(await screen.findByRole("table"));
const row = async (name: string) => {
  const head = (await table()).queryByRole("rowheader", { name });
  return head && within(head.closest("tr") as HTMLElement).getAllByRole("cell");
};

describe("the comparison", () => {
  it("begins at a job's pictures, and takes others in and out", async () => {
    const { user } = renderPage("/?gallery=job-1", api);
    await user.click(await screen.findByRole("link", { name: "Compare" }));
    expect(compared()).toBe("job-1-0,job-1-1");
    await picture("Fluent 3D");
    const choice = within(screen.getByRole("list", { name: "Pictures to compare" }));
    await user.click(choice.getByRole("button", { name: "Noto" }));
    await user.click(choice.getByRole("button", { name: "Twemoji" }));
    expect(await picture("Twemoji")).toBeVisible();
    expect(choice.getByRole("button", { name: "Noto blobs" })).toBeDisabled();
    expect(screen.getByText(/^Four at most/)).toBeVisible();
    await user.click(choice.getByRole("button", { name: "Fluent 3D" }));
    expect(compared()).toBe("job-1-1,job-1-2,job-1-4");
    expect(screen.queryByText(/^Four at most/)).not.toBeInTheDocument();
  });

  it("zooms all of them by its buttons", async () => {
    const { user } = renderPage("/?compare=job-1-0,job-1-3", api);
    const both = [await picture("Fluent 3D"), await picture("Noto blobs")];
    const out = screen.getByRole("button", { name: "Zoom out" });
    expect(out).toHaveAttribute("aria-disabled", "true");
    await user.click(screen.getByRole("button", { name: "Zoom in" }));
    for (const one of both) expect(one.style.transform).toBe("scale(1.5) translate(0%, 0%)");
    await user.click(out);
    for (const one of both) expect(one.style.transform).toMatch(/^scale\(1\)/);
    await user.click(screen.getByRole("button", { name: "Zoom in" }));
    await user.click(screen.getByRole("button", { name: "Show the whole pictures" }));
    for (const one of both) expect(one.style.transform).toMatch(/^scale\(1\)/);
  });

  it("tells the settings, and lets those that differ stand out", async () => {
    renderPage("/?compare=job-1-0,job-2-1", api);
    const [seed] = (await row("Seed")) ?? [];
    expect(seed).toHaveTextContent("7");
    expect(seed).toHaveClass("font-semibold");
    const [steps] = (await row("Steps")) ?? [];
    expect(steps).toHaveTextContent("12");
    expect(steps).not.toHaveClass("font-semibold");
    expect((await row("Prompt"))?.map((cell) => cell.textContent)).toEqual(["a red fox", "a blue bird"]);
    expect(await row("Quality")).toBeNull();
    expect(screen.getByRole("link", { name: "Gallery", current: false })).toHaveAttribute("href", "/?view=gallery");
  });

  it("does not repeat a prompt that all of them share", async () => {
    renderPage("/?compare=job-1-0,job-1-1", api);
    expect(await row("Prompt")).toBeNull();
    expect(screen.getByRole("link", { name: "a red fox" })).toHaveAttribute("href", "/?gallery=job-1");
  });

  it("tells pictures of the same model apart by their seeds, or by numbers", async () => {
    const twin = api.addJob("a red fox");
    const view = renderPage(`/?compare=job-1-0,${twin.jobId}-0`, api);
    expect(await picture("Fluent 3D, seed 7")).toBeVisible();
    expect(await picture("Fluent 3D, seed 21")).toBeVisible();
    view.unmount();
    const run = twin.results[0];
    if (run?.image) run.parameters.seed = run.image.seed = 7;
    renderPage(`/?compare=job-1-0,${twin.jobId}-0`, api);
    expect(await picture("Fluent 3D (2)")).toBeVisible();
  });

  it("moves pictures forward and leaves them out", async () => {
    const { user } = renderPage("/?compare=job-1-0,job-1-2,job-1-3", api);
    const heads = await table();
    expect(heads.queryByRole("button", { name: "Move Fluent 3D forward" })).not.toBeInTheDocument();
    await user.click(heads.getByRole("button", { name: "Move Noto blobs forward" }));
    expect(compared()).toBe("job-1-0,job-1-3,job-1-2");
    await user.click(heads.getByRole("button", { name: "Leave Fluent 3D out" }));
    expect(compared()).toBe("job-1-3,job-1-2");
    await user.click(heads.getByRole("button", { name: "Leave Noto out" }));
    expect(compared()).toBe("job-1-3");
    expect(await screen.findByText("Choose two to four pictures below.")).toBeVisible();
    expect(heads.queryByRole("button", { name: /^Leave/ })).not.toBeInTheDocument();
  });

  it("opens a picture in full, and the comparison again from there", async () => {
    const { user } = renderPage("/?compare=job-1-0,job-1-2,job-1-3", api);
    await user.click((await table()).getByRole("button", { name: "Enlarge Noto" }));
    expect(screen.getByRole("dialog", { name: "Noto" })).toBeVisible();
    await user.click(screen.getByRole("link", { name: "Compare with Noto blobs" }));
    expect(compared()).toBe("job-1-2,job-1-3");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("offers what was set aside, of whatever job", async () => {
    const other = api.addJob("a green bus");
    const set = other.results[2] && imageOf(other, other.results[2]);
    if (set) addToTray(set);
    const { user } = renderPage("/?compare=job-1-0,job-2-1", api);
    expect(await screen.findByRole("list", { name: "Pictures of “a blue bird”" })).toBeVisible();
    const tray = within(screen.getByRole("list", { name: "Set aside to compare" }));
    await user.click(tray.getByRole("button", { name: "Noto" }));
    expect(compared()).toBe("job-1-0,job-2-1,job-3-2");
    // The others stay while the new one is fetched.
    expect(await picture("Fluent 3D")).toBeVisible();
    expect(await picture("Noto", "a green bus")).toBeVisible();
  });

  it("says what is gone, and goes on without it", async () => {
    const { user } = renderPage("/?compare=job-1-0,job-1-77,job-9-1,job-1-2", api);
    expect(await screen.findByText("2 of the pictures are not there any more.")).toBeVisible();
    expect(await picture("Noto")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Leave out" }));
    expect(compared()).toBe("job-1-0,job-1-2");
    expect(screen.queryByText(/not there any more/)).not.toBeInTheDocument();
  });

  it("says when nothing can be fetched, and tries again", async () => {
    api.down = true;
    const { user } = renderPage("/?compare=job-1-0,job-1-2", api);
    const again = await screen.findByRole("button", { name: "Try again" });
    api.down = false;
    await user.click(again);
    expect(await picture("Noto")).toBeVisible();
    await waitFor(() => expect(screen.queryByRole("button", { name: "Try again" })).not.toBeInTheDocument());
  });

  it("speaks the language of the page", async () => {
    renderPage("/?compare=job-1-0,job-1-2", api);
    await picture("Noto");
    await act(() => speak("de"));
    expect(screen.getByRole("radio", { name: "Nebeneinander" })).toBeChecked();
    expect((await table()).getByRole("rowheader", { name: "Schritte" })).toBeVisible();
  });
});
