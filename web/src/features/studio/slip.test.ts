import { describe, expect, it, vi } from "vitest";
import { onPurpose } from "./slip";

describe("what is wished for on purpose", () => {
  it("is not what was wished for a moment ago", () => {
    const now = vi.spyOn(performance, "now").mockReturnValue(5_000);
    const meant = onPurpose();
    expect(meant("a fox")).toBe(true);
    expect(meant("a fox")).toBe(false);
    expect(meant("a bus")).toBe(true);
    expect(meant("a bus")).toBe(false);
    now.mockReturnValue(5_900);
    expect(meant("a fox")).toBe(false);
    now.mockReturnValue(6_950);
    expect(meant("a fox")).toBe(true);
  });
});
