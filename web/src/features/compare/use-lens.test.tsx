import { act, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useRef } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { useLens } from "./use-lens";

beforeEach(() => {
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    return this.matches("[data-frame=b]") ? new DOMRect(200, 0, 200, 200) : new DOMRect(0, 0, 200, 200);
  });
});

function Stage() {
  const stage = useRef<HTMLDivElement>(null);
  const { lens, zoomBy, reset, handlers } = useLens(stage);
  return (
    <>
      <button onClick={() => zoomBy(1.5)}>in</button>
      <button onClick={reset}>all</button>
      <div ref={stage} role="group" aria-label="stage" tabIndex={0} {...handlers}>
        <i data-frame="a">a</i>
        <i data-frame="b">b</i>
        beside
      </div>
      <output>{`${lens.zoom.toFixed(2)} ${lens.x.toFixed(2)} ${lens.y.toFixed(2)}`}</output>
    </>
  );
}

const now = () => screen.getByRole("status").textContent;
const stage = () => screen.getByRole("group");

describe("looking at several pictures at once", () => {
  it("zooms and moves by keys, when the stage itself has the focus", async () => {
    const user = userEvent.setup();
    render(<Stage />);
    stage().focus();
    await user.keyboard("+");
    expect(now()).toBe("1.25 0.50 0.50");
    await user.keyboard("{ArrowRight}{ArrowDown}");
    expect(now()).toBe("1.25 0.58 0.58");
    await user.keyboard("{ArrowLeft}{ArrowUp}-");
    expect(now()).toBe("1.00 0.50 0.50");
    await user.keyboard("==0x");
    expect(now()).toBe("1.00 0.50 0.50");
    await user.keyboard("{Control>}+{/Control}");
    expect(now()).toBe("1.00 0.50 0.50");
    await user.click(screen.getByRole("button", { name: "in" }));
    expect(now()).toBe("1.50 0.50 0.50");
    await user.click(screen.getByRole("button", { name: "all" }));
    expect(now()).toBe("1.00 0.50 0.50");
  });

  it("zooms by the wheel where it points, and lets it move the page on where nothing can get smaller", () => {
    render(<Stage />);
    const frame = screen.getByText("b");
    expect(fireEvent.wheel(frame, { deltaY: -100 })).toBe(true);
    expect(fireEvent.wheel(frame, { deltaY: -100, ctrlKey: true, clientX: 100, clientY: 100 })).toBe(false);
    expect(fireEvent.wheel(frame, { deltaY: 100, ctrlKey: true, clientX: 100, clientY: 100 })).toBe(false);
    expect(now()).toBe("1.00 0.50 0.50");
    act(() => stage().focus());
    expect(fireEvent.wheel(frame, { deltaY: 100 })).toBe(true);
    expect(fireEvent.wheel(frame, { deltaY: -100, clientX: 400, clientY: 0 })).toBe(false);
    expect(now()).toBe("1.25 0.60 0.40");
    expect(fireEvent.wheel(frame, { deltaY: 100, clientX: 400, clientY: 0 })).toBe(false);
    expect(now()).toBe("1.00 0.50 0.50");
    expect(fireEvent.wheel(stage(), { deltaY: -100 })).toBe(true);
  });

  it("zooms by two fingers, and moves by one", () => {
    render(<Stage />);
    const frame = screen.getByText("a");
    fireEvent.pointerDown(frame, { pointerId: 1, button: 0, clientX: 50, clientY: 100 });
    fireEvent.pointerDown(frame, { pointerId: 2, button: 0, clientX: 150, clientY: 100 });
    fireEvent.pointerMove(stage(), { pointerId: 2, clientX: 250, clientY: 100 });
    fireEvent.pointerMove(stage(), { pointerId: 1, clientX: -50, clientY: 100 });
    expect(now()).toBe("3.00 0.50 0.50");
    fireEvent.pointerUp(stage(), { pointerId: 2 });
    fireEvent.pointerMove(stage(), { pointerId: 1, clientX: -110, clientY: 100 });
    expect(now()).toBe("3.00 0.60 0.50");
    fireEvent.pointerCancel(stage(), { pointerId: 1 });
    fireEvent.pointerMove(stage(), { pointerId: 1, clientX: 0, clientY: 100 });
    expect(now()).toBe("3.00 0.60 0.50");
  });

  it("zooms to where somebody taps twice, and back", () => {
    render(<Stage />);
    const tap = (clientX: number) => {
      fireEvent.pointerDown(screen.getByText("b"), { pointerId: 1, button: 0, clientX, clientY: 100 });
      fireEvent.pointerUp(stage(), { pointerId: 1, clientX, clientY: 100 });
    };
    tap(350);
    tap(350);
    expect(now()).toBe("4.00 0.69 0.50");
    tap(350);
    expect(now()).toBe("4.00 0.69 0.50");
    tap(352);
    expect(now()).toBe("1.00 0.50 0.50");
    tap(250);
    tap(350);
    expect(now()).toBe("1.00 0.50 0.50");
  });
});
