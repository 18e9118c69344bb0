import { describe, expect, it } from "vitest";
import { moved, transformOf, WHOLE, zoomed } from "./lens";

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
