import { describe, expect, it } from "vitest";
import { Layout, measuresOf, sectionsOf } from "./layout";

const at = (text: string) => new Date(text).getTime();
const NOW = at("2026-11-23T12:00:00");

describe("the sections of a list", () => {
  it("are today, yesterday, and then months", () => {
    const times = ["2026-11-23T11:00", "2026-11-23T00:00", "2026-11-22T23:59", "2026-11-21T10:00", "2026-11-01T00:00", "2026-10-31T23:59", "2025-10-05T08:00"];
    expect(sectionsOf(times.map(at), NOW).map(({ key, first, count }) => [key, first, count])).toEqual([
      ["today", 0, 2],
      ["yesterday", 2, 1],
      ["2026-11", 3, 2],
      ["2026-10", 5, 1],
      ["2025-10", 6, 1],
    ]);
  });

  it("take what is of the future for today's, and leave what is out of order where it is", () => {
    expect(sectionsOf([at("2026-11-24T01:00"), at("2026-11-22T10:00"), at("2026-11-23T09:00")], NOW).map(({ key, count }) => [key, count])).toEqual([
      ["today", 1],
      ["yesterday", 2],
    ]);
  });
});

describe("the measures of a wall", () => {
  it("are two columns on a phone and more with more room", () => {
    expect(measuresOf(380, 16)).toMatchObject({ columns: 2, card: 184, gap: 12 });
    expect(measuresOf(1232, 16).columns).toBe(5);
    expect(measuresOf(0, 16)).toMatchObject({ columns: 2, card: 0 });
  });

  it("grow with the letters", () => {
    expect(measuresOf(1232, 32).columns).toBe(2);
    expect(measuresOf(1232, 32).headline).toBe(96);
  });
});

describe("a layout", () => {
  const sections = [
    { key: "today", time: NOW, first: 0, count: 3 },
    { key: "2026-10", time: NOW, first: 3, count: 5 },
  ];
  const measures = { columns: 2, card: 100, gap: 10, row: 160, headline: 40 };
  const layout = new Layout(sections, measures);

  it("knows every row", () => {
    expect(layout.rows).toBe(7);
    expect(Array.from({ length: 7 }, (_, row) => layout.rowAt(row))).toEqual([
      { section: 0, first: 0, end: 0 },
      { section: 0, first: 0, end: 2 },
      { section: 0, first: 2, end: 3 },
      { section: 1, first: 3, end: 3 },
      { section: 1, first: 3, end: 5 },
      { section: 1, first: 5, end: 7 },
      { section: 1, first: 7, end: 8 },
    ]);
    expect([0, 2, 3, 7].map((item) => layout.rowOfItem(item))).toEqual([1, 2, 4, 6]);
  });

  it("knows where every row is", () => {
    expect(Array.from({ length: 7 }, (_, row) => layout.topOf(row))).toEqual([0, 40, 200, 360, 400, 560, 720]);
    expect(layout.height).toBe(880);
    expect([-50, 0, 40, 399, 400, 5_000].map((pixels) => layout.rowAtPixel(pixels))).toEqual([0, 0, 1, 3, 4, 6]);
    expect(layout.spanOf(1)).toEqual({ top: 360, height: 520 });
    expect([0, 39, 41, 201, 365, 720].map((pixels) => layout.itemAtPixel(pixels))).toEqual([0, 0, 0, 2, 3, 7]);
  });

  it("leads from card to card, over headlines, and not beyond the ends", () => {
    expect(layout.step(1, 1, 0)).toBe(2);
    expect(layout.step(0, -1, 0)).toBe(0);
    expect(layout.step(7, 1, 0)).toBe(7);
    expect(layout.step(1, 0, 1)).toBe(2);
    expect(layout.step(2, 0, 1)).toBe(3);
    expect(layout.step(4, 0, -1)).toBe(2);
    expect(layout.step(0, 0, -1)).toBe(0);
    expect(layout.step(7, 0, 1)).toBe(7);
  });
});
