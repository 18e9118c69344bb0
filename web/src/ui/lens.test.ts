import { describe, expect, it } from "vitest";
import { between, moved, pointIn, transformOf, wheelFactor, WHOLE, zoomed } from "./lens";

describe("the lens", () => {
  it("keeps what lies under the pointer where it is", () => {
    const corner = zoomed(WHOLE, 2, 0, 0);
    expect(corner).toEqual({ zoom: 2, x: 0.25, y: 0.25 });
    expect(zoomed(WHOLE, 4, 0.5, 0.5)).toEqual({ zoom: 4, x: 0.5, y: 0.5 });
  });

  it("never leaves the picture", () => {
    expect(moved(WHOLE, 0.4, -0.4)).toEqual(WHOLE);
    expect(moved(zoomed(WHOLE, 2), 9, 0)).toEqual({ zoom: 2, x: 0.25, y: 0.5 });
    expect(zoomed(moved(zoomed(WHOLE, 2), 9, 9), 0.1)).toEqual(WHOLE);
    expect(zoomed(WHOLE, 1_000).zoom).toBe(16);
  });

  it("is a transformation", () => {
    expect(transformOf({ zoom: 2, x: 0.25, y: 0.5 })).toBe("scale(2) translate(25%, 0%)");
  });
});

describe("the wheel", () => {
  const turn = (deltaY: number, more: Partial<WheelEvent> = {}) => wheelFactor({ deltaY, deltaMode: 0, ctrlKey: false, ...more });

  it("zooms by a quarter a notch, whatever the browser counts in", () => {
    expect(turn(-100)).toBeCloseTo(1.25);
    expect(turn(100)).toBeCloseTo(0.8);
    expect(turn(-3, { deltaMode: 1 })).toBeCloseTo(1.25, 1);
    expect(turn(-9_000)).toBeCloseTo(1.25);
  });

  it("follows a trackpad finely", () => {
    expect(turn(-4)).toBeCloseTo(1.009, 3);
    expect(turn(-4, { ctrlKey: true })).toBeCloseTo(1.041, 3);
  });
});

describe("a place", () => {
  it("lies somewhere in a frame, and in the middle of one that has no size", () => {
    expect(pointIn(new DOMRect(10, 10, 100, 50), { clientX: 60, clientY: 60 })).toEqual([0.5, 1]);
    expect(pointIn(new DOMRect(), { clientX: 60, clientY: 60 })).toEqual([0.5, 0.5]);
    expect(between({ clientX: 0, clientY: 10 }, { clientX: 20, clientY: 30 })).toEqual({ clientX: 10, clientY: 20 });
  });
});
