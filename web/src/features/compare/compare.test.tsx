import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { renderPage } from "@/testing/render-page";

function withJob(): FakeApi {
  const api = new FakeApi();
  api.addJob("a red fox");
  return api;
}

const picture = (model: string) => screen.findByRole("img", { name: `a red fox, painted by ${model}` });
const stage = () => screen.findByRole("group", { name: /^The pictures/ });

describe("comparing", () => {
  it("begins at a job's pictures, and takes others in and out", async () => {
    const { user } = renderPage("/?gallery=job-1", withJob());
    await user.click(await screen.findByRole("link", { name: "Compare" }));
    expect(location.search).toBe("?compare=job-1-0%2Cjob-1-1");
    await picture("Fluent 3D");
    const choice = within(screen.getByRole("list", { name: "Pictures to compare" }));
    await user.click(choice.getByRole("button", { name: "Noto" }));
    await user.click(choice.getByRole("button", { name: "Twemoji" }));
    expect(await picture("Twemoji")).toBeVisible();
    expect(choice.getByRole("button", { name: "Noto blobs" })).toBeDisabled();
    await user.click(choice.getByRole("button", { name: "Fluent 3D" }));
    await waitFor(() => expect(location.search).toBe("?compare=job-1-1%2Cjob-1-2%2Cjob-1-4"));
  });

  it("zooms and moves all of them together, by keys and buttons", async () => {
    const { user } = renderPage("/?compare=job-1-0,job-1-3", withJob());
    const both = [await picture("Fluent 3D"), await picture("Noto blobs")];
    await user.click(screen.getByRole("button", { name: "Zoom in" }));
    for (const one of both) expect(one.style.transform).toBe("scale(1.5) translate(0%, 0%)");
    (await stage()).focus();
    await user.keyboard("{ArrowRight}");
    for (const one of both) expect(one.style.transform).toMatch(/^scale\(1\.5\) translate\(-6\.6/);
    await user.keyboard("0");
    for (const one of both) expect(one.style.transform).toBe("scale(1) translate(0%, 0%)");
    fireEvent.wheel(both[0] as HTMLElement, { deltaY: -1 });
    for (const one of both) expect(one.style.transform).toMatch(/^scale\(1\.25\)/);
    fireEvent.doubleClick(both[0] as HTMLElement);
    for (const one of both) expect(one.style.transform).toMatch(/^scale\(1\)/);
  });

  it("wipes one over the other", async () => {
    const { user } = renderPage("/?compare=job-1-0,job-1-3", withJob());
    await user.click(await screen.findByRole("radio", { name: "Slider" }));
    expect(location.search).toMatch(/mode=slider$/);
    const line = screen.getByRole("slider", { name: "How much of Fluent 3D is shown over Noto blobs" });
    fireEvent.change(line, { target: { value: "20" } });
    expect((await picture("Fluent 3D")).closest("figure")?.style.clipPath).toBe("inset(0 80% 0 0)");
  });

  it("blinks, and holds still on request and where people prefer less motion", async () => {
    vi.stubGlobal("matchMedia", () => ({ matches: true }));
    const { user } = renderPage("/?compare=job-1-0,job-1-3&mode=blink", withJob());
    expect(await screen.findByRole("button", { name: "Blink" })).toBeVisible();
    const first = (await picture("Fluent 3D")).closest("figure");
    expect(first).not.toHaveClass("invisible");
    await user.click(screen.getByRole("button", { name: "Next" }));
    expect(first).toHaveClass("invisible");
  });

  it("compares pictures of different jobs, and says when there are too few", async () => {
    const api = withJob();
    api.addJob("a red fox");
    renderPage("/?compare=job-1-0,job-2-1", api);
    expect(await picture("Fluent flat")).toBeVisible();
    expect(screen.getAllByRole("button", { pressed: true })).toHaveLength(2);
  });

  it("says when there are too few", async () => {
    renderPage("/?compare=job-1-0,job-1-77", withJob());
    expect(await screen.findByText("Choose two to four pictures below.")).toBeVisible();
  });

  it("starts from the viewer, with the picture beside it", async () => {
    const { user } = renderPage("/?gallery=job-1", withJob());
    await user.click(await screen.findByRole("button", { name: "Enlarge the picture by Noto" }));
    await user.click(screen.getByRole("link", { name: "Compare with Noto blobs" }));
    expect(location.search).toBe("?compare=job-1-2%2Cjob-1-3");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });
});
