import { describe, expect, it } from "vitest";
import { speak } from "@/text/language";
import { beginOf, dayOf, dayText, daysAfter, endOf, monthText, shortText } from "./dates";
import { filterOf, filtersSet, spanFrom, spanOf, spanText } from "./filters";

const at = (text: string) => new Date(text).getTime();

describe("days", () => {
  it("begin and end where people look from, also when the clocks change", () => {
    expect(new Date(beginOf("2026-03-29")).getTime()).toBe(at("2026-03-29T00:00:00"));
    expect(new Date(endOf("2026-03-29")).getTime()).toBe(at("2026-03-30T00:00:00"));
    expect(endOf("2026-12-31")).toBe(beginOf("2027-01-01"));
    expect(dayOf(at("2026-01-05T23:59"))).toBe("2026-01-05");
    expect(daysAfter("2026-03-01", -1)).toBe("2026-02-28");
  });

  it("are told in the language of the page", async () => {
    const now = at("2026-11-23T12:00");
    expect(monthText(at("2026-03-05T10:00"))).toBe("March 2026");
    expect(shortText(at("2026-11-22T14:05"), now)).toMatch(/2:05|14:05/);
    expect(shortText(at("2026-11-12T14:05"), now)).toMatch(/12/);
    await speak("de");
    expect(monthText(at("2026-03-05T10:00"))).toBe("März 2026");
    expect(dayText("2026-03-05")).toBe("05.03.2026");
  });
});

describe("a choice", () => {
  it("is asked for in moments", () => {
    expect(filterOf({ q: "fox", from: "2026-11-20", to: "2026-11-22", show: "trash" })).toEqual({
      q: "fox",
      from: beginOf("2026-11-20"),
      to: beginOf("2026-11-23"),
      trashed: true,
    });
    expect(filterOf({ model: "painter/noto", show: "favourites" })).toEqual({ model: "painter/noto", favourite: true });
  });

  it("is told in words", () => {
    const today = "2026-11-23";
    expect(spanText({ from: "2026-11-17" }, today)).toBe("Last 7 days");
    expect(spanText({ from: "2026-11-22", to: "2026-11-22" }, today)).toMatch(/22/);
    expect(spanText({ from: "2026-11-01", to: "2026-11-02" }, today)).toMatch(/^.*1.* – .*2/);
    expect(spanText({ from: "2026-11-01" }, today)).toMatch(/^Since /);
    expect(spanText({ to: "2026-11-01" }, today)).toMatch(/^Until /);
    expect(spanText({}, today)).toBeUndefined();
    expect(spanOf(spanFrom("month", today), today)).toBe("month");
    expect(filtersSet({ model: "x", from: "2026-11-01", to: "2026-11-02", q: "fox" })).toBe(2);
  });
});
