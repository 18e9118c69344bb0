import { act, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { imageOf } from "@/api/job";
import { FakeApi } from "@/testing/fake-api";
import { renderPage } from "@/testing/render-page";
import { WHOLE } from "@/ui/lens";
import type { PictureInfo } from "@/ui/reuse";
import { Blink, SideBySide, Wipe } from "./stages";

let api: FakeApi;
let images: PictureInfo[];
const names = new Map([["job-1-0", "First"]]);

beforeEach(() => {
  api = new FakeApi();
  const job = api.addJob("a red fox");
  images = job.results.flatMap((run) => imageOf(job, run) ?? []);
});

const picture = (name: string) => screen.getByRole("img", { name: `a red fox, painted by ${name}` });
const figure = (name: string) => picture(name).closest("figure");

describe("side by side", () => {
  it("shows all of them under their names", () => {
    render(<SideBySide images={images.slice(0, 4)} names={names} lens={WHOLE} />);
    expect(screen.getAllByRole("img")).toHaveLength(4);
    expect(figure("First")).toHaveTextContent("First");
    expect(figure("Noto")).toHaveTextContent("Noto · 1.2 s · free");
  });
});

describe("the slider", () => {
  it("is moved by its range", () => {
    render(<Wipe images={images} names={names} lens={WHOLE} />);
    const range = screen.getByRole("slider", { name: "How much of First is shown over Fluent flat" });
    fireEvent.change(range, { target: { value: "20" } });
    expect(figure("First")?.style.clipPath).toBe("inset(0 80% 0 0)");
  });

  it("is moved by its line, without moving the pictures", () => {
    vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(100, 0, 400, 400));
    vi.spyOn(Element.prototype, "hasPointerCapture").mockReturnValue(true);
    const below = vi.fn();
    const { container } = render(
      <div onPointerDown={below}>
        <Wipe images={images} names={names} lens={WHOLE} />
      </div>,
    );
    const line = container.querySelector(".cursor-ew-resize") as HTMLElement;
    fireEvent.pointerDown(line, { pointerId: 1, clientX: 300 });
    fireEvent.pointerMove(line, { pointerId: 1, clientX: 200 });
    expect(below).not.toHaveBeenCalled();
    expect(figure("First")?.style.clipPath).toBe("inset(0 75% 0 0)");
    fireEvent.pointerMove(line, { pointerId: 1, clientX: 900 });
    expect(figure("First")?.style.clipPath).toBe("inset(0 0% 0 0)");
  });

  it("needs two", () => {
    const { container } = render(<Wipe images={images.slice(0, 1)} names={names} lens={WHOLE} />);
    expect(container).toBeEmptyDOMElement();
  });

  it("swaps the two, and keeps its address", async () => {
    const { user } = renderPage("/?compare=job-1-0,job-1-3,job-1-2&mode=slider", api);
    await user.click(await screen.findByRole("button", { name: "Swap" }));
    expect(location.search).toBe("?compare=job-1-3%2Cjob-1-0%2Cjob-1-2&mode=slider");
    expect(await screen.findByRole("slider", { name: "How much of Noto blobs is shown over Fluent 3D" })).toBeVisible();
    await user.click(screen.getByRole("radio", { name: "Side by side" }));
    expect(location.search).toBe("?compare=job-1-3%2Cjob-1-0%2Cjob-1-2");
    expect(screen.queryByRole("button", { name: "Swap" })).not.toBeInTheDocument();
  });
});

describe("blinking", () => {
  it("shows one after the other until it is held", () => {
    vi.useFakeTimers();
    try {
      vi.stubGlobal("matchMedia", () => ({ matches: false }));
      render(<Blink images={images.slice(0, 2)} names={names} lens={WHOLE} />);
      expect(figure("First")).not.toHaveClass("invisible");
      act(() => void vi.advanceTimersByTime(950));
      expect(figure("First")).toHaveClass("invisible");
      fireEvent.click(screen.getByRole("button", { name: "Hold" }));
      act(() => void vi.advanceTimersByTime(5_000));
      expect(figure("First")).toHaveClass("invisible");
    } finally {
      vi.useRealTimers();
    }
  });

  it("is still at first where people prefer less motion", async () => {
    vi.stubGlobal("matchMedia", () => ({ matches: true }));
    render(<Blink images={images.slice(0, 2)} names={names} lens={WHOLE} />);
    expect(screen.getByRole("button", { name: "Blink" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Next" }));
    expect(figure("First")).toHaveClass("invisible");
    expect(figure("Fluent flat")).not.toHaveClass("invisible");
  });
});
