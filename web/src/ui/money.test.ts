import { describe, expect, it } from "vitest";
import { costText, estimateText, money, spendingText, spentText } from "./money";

describe("money", () => {
  it("is cents, and below ten cents two figures", () => {
    expect([0, 13_000, 33_600, 40_000, 6_000, 400, 571_600, 5_000_000].map(money)).toEqual([
      "$0.00", "$0.013", "$0.034", "$0.04", "$0.006", "$0.0004", "$0.57", "$5.00",
    ]);
  });

  it("says how sure a cost is", () => {
    expect(costText({ microUsd: 0, certainty: "exact" })).toBe("free");
    expect(costText({ microUsd: 13_000, certainty: "exact" })).toBe("$0.013");
    expect(costText({ microUsd: 13_000, certainty: "estimated" })).toBe("about $0.013");
    expect(costText({ microUsd: 13_000, certainty: "unknown" })).toBe("may have cost $0.013");
    expect(costText({ microUsd: 0, certainty: "unknown" })).toBe("cost unknown");
    expect(spentText({ microUsd: 0, certainty: "exact" })).toBeUndefined();
  });

  it("never takes unknown for nothing in an estimate", () => {
    expect(estimateText(0, 0)).toBe("free");
    expect(estimateText(120_000, 0)).toBe("about $0.12");
    expect(estimateText(120_000, 2)).toBe("$0.12 + 2 unknown");
    expect(estimateText(0, 2)).toBe("2 of unknown price");
  });

  it("tells what is spent only where there is a ceiling", () => {
    const day = { scope: "daily", spentMicroUsd: 320_000, resetsAt: "" } as const;
    expect(spendingText({ ...day, limitMicroUsd: 5_000_000 })).toBe("today $0.32 of $5.00");
    expect(spendingText({ ...day, limitMicroUsd: null })).toBeUndefined();
  });
});
