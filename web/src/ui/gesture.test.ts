import { describe, expect, it } from "vitest";
import { dragOf, outcomeOf } from "./gesture";

const still = { x: 0, y: 0 };

describe("a drag over the viewer", () => {
  it("is none before the finger has gone a little, upwards, or without another picture beside", () => {
    expect(dragOf(5, 5, undefined, true)).toBeUndefined();
    expect(dragOf(2, -40, undefined, true)).toBeUndefined();
    expect(dragOf(40, 2, undefined, false)).toBeUndefined();
  });

  it("keeps to the way that it took at first", () => {
    const sideways = dragOf(-20, 6, undefined, true);
    expect(sideways).toEqual({ axis: "x", dx: -20, dy: 0 });
    expect(dragOf(-30, 90, sideways, true)).toEqual({ axis: "x", dx: -30, dy: 0 });
    const down = dragOf(3, 20, undefined, true);
    expect(down).toEqual({ axis: "y", dx: 0, dy: 20 });
    expect(dragOf(60, -10, down, true)).toEqual({ axis: "y", dx: 0, dy: 0 });
  });

  it("goes to another picture when it went far, or fast", () => {
    const drag = (dx: number) => ({ axis: "x" as const, dx, dy: 0 });
    expect(outcomeOf(drag(-200), still, 400)).toBe("next");
    expect(outcomeOf(drag(200), still, 400)).toBe("previous");
    expect(outcomeOf(drag(-30), { x: -0.8, y: 0 }, 400)).toBe("next");
    expect(outcomeOf(drag(-60), still, 400)).toBe("stay");
    // Thrown back: whoever does that has changed their mind.
    expect(outcomeOf(drag(-60), { x: 0.8, y: 0 }, 400)).toBe("stay");
  });

  it("closes when it went far down, or fast", () => {
    const drag = (dy: number) => ({ axis: "y" as const, dx: 0, dy });
    expect(outcomeOf(drag(200), still, 400)).toBe("close");
    expect(outcomeOf(drag(40), { x: 0, y: 0.9 }, 400)).toBe("close");
    expect(outcomeOf(drag(60), still, 400)).toBe("stay");
  });
});
