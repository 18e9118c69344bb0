import { act, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Grain } from "./grain";

/** What was put on the canvas, frame by frame. */
let frames: Uint8ClampedArray[];
let still: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  frames = [];
  still = false;
  vi.stubGlobal("matchMedia", () => ({ matches: still }));
  const context = {
    createImageData: (width: number, height: number) => ({ data: new Uint8ClampedArray(width * height * 4) }),
    putImageData: ({ data }: { data: Uint8ClampedArray }) => frames.push(data),
  };
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation((() => context) as unknown as typeof HTMLCanvasElement.prototype.getContext);
});

afterEach(() => vi.useRealTimers());

/** Which grains can be seen in the last frame. */
const seen = () => [...(frames.at(-1) ?? [])].flatMap((value, at) => (at % 4 === 3 ? [value === 255] : []));
const share = () => seen().filter(Boolean).length / seen().length;

it("gives way grain by grain, and no grain comes back", () => {
  const { rerender } = render(<Grain cleared={0} moving ratio={0.5} />);
  expect(seen()).toHaveLength(32 * 16);
  expect(share()).toBe(1);
  rerender(<Grain cleared={0.4} moving ratio={0.5} />);
  const before = seen();
  expect(share()).toBeGreaterThan(0.45);
  expect(share()).toBeLessThan(0.75);
  rerender(<Grain cleared={0.7} moving ratio={0.5} />);
  expect(seen().some((here, at) => here && !before[at])).toBe(false);
  rerender(<Grain cleared={1} moving ratio={0.5} />);
  expect(share()).toBe(0);
});

it("flickers fewer than three times a second, and only while it moves", () => {
  const { rerender } = render(<Grain cleared={0} moving ratio={1} />);
  act(() => void vi.advanceTimersByTime(2_000));
  expect(frames.length).toBeGreaterThan(5);
  // A flash is a change and the change back.
  expect((frames.length - 1) / 2 / 2).toBeLessThan(3);
  rerender(<Grain cleared={0} moving={false} ratio={1} />);
  const before = frames.length;
  act(() => void vi.advanceTimersByTime(2_000));
  expect(frames).toHaveLength(before);
});

it("keeps still where people prefer less motion", () => {
  still = true;
  render(<Grain cleared={0} moving ratio={1} />);
  act(() => void vi.advanceTimersByTime(2_000));
  expect(frames).toHaveLength(1);
});
