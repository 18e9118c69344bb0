import { describe, expect, it } from "vitest";
import { type GalleryPages, isWhole } from "@/api/gallery-list";
import type { Gallery } from "@/api/types";
import { alter, entriesOf, fill, putBack, renew, takeOut, thin, thinned, timesOf } from "./shelf";

const gallery = (id: string): Gallery => ({
  id,
  timestamp: "2026-11-23T10:00:00Z",
  preview: null,
  imageCount: 0,
  prompt: id,
  status: "completed",
  totalModels: 1,
  favourite: false,
  cost: { microUsd: 0, certainty: "exact" },
});

const list = (...pages: string[][]): GalleryPages => ({
  pages: pages.map((ids, at) => ({ galleries: ids.map(gallery), nextCursor: at < pages.length - 1 ? (ids.at(-1) ?? null) : "on" })),
  pageParams: [undefined, ...pages.slice(0, -1).map((ids) => ids.at(-1))],
});
const ids = (pages: GalleryPages) => entriesOf(pages).map((one) => one.id);
const three = list(["a", "b"], ["c", "d"], ["e", "f"]);

describe("a list in memory", () => {
  it("keeps outlines of what is far from the view, but never of its head", () => {
    const far = thin(three, 5, 5, 1);
    expect(entriesOf(far).map(isWhole)).toEqual([true, true, false, false, true, true]);
    expect(ids(far)).toEqual(ids(three));
    expect(thin(far, 5, 5, 1)).toBe(far);
    expect(timesOf(far)).toHaveLength(6);
  });

  it("is filled again near the view; what is gone meanwhile goes", () => {
    const far = thin(three, 5, 5, 1);
    expect(thinned(far, 5, 5, 0)).toEqual([]);
    expect(thinned(far, 2, 2, 0)).toEqual(["b"]);
    const near = fill(far, "b", [gallery("d"), gallery("e")]);
    expect(ids(near)).toEqual(["a", "b", "d", "e", "f"]);
    expect(entriesOf(near).every(isWhole)).toBe(true);
  });

  it("takes what is new at its head, and drops what is gone there", () => {
    const fresh = { galleries: [gallery("n"), gallery("a")], nextCursor: "a" };
    expect(ids(renew(three, fresh))).toEqual(["n", "a", "b", "c", "d", "e", "f"]);
    expect(ids(renew(three, { galleries: [gallery("n"), gallery("b")], nextCursor: "b" }))).toEqual(["n", "b", "c", "d", "e", "f"]);
  });

  it("begins anew where nothing overlaps, or where one page is all", () => {
    expect(ids(renew(three, { galleries: [gallery("x")], nextCursor: "x" }))).toEqual(["x"]);
    expect(ids(renew(three, { galleries: [gallery("a")], nextCursor: null }))).toEqual(["a"]);
    expect(ids(renew(three, { galleries: [], nextCursor: null }))).toEqual([]);
  });

  it("changes what it is told to, and nothing else", () => {
    const changed = alter(three, new Set(["c"]), (one) => ({ ...one, favourite: true }));
    expect(entriesOf(changed).filter((one) => isWhole(one) && one.favourite)).toHaveLength(1);
    expect(changed.pages[0]).toBe(three.pages[0]);
    expect(alter(three, new Set(["z"]), (one) => one)).toBe(three);
  });

  it("takes galleries out and puts them back where they were", () => {
    const { list: rest, gap } = takeOut(three, new Set(["b", "c", "f"]));
    expect(ids(rest)).toEqual(["a", "d", "e"]);
    expect(ids(putBack(rest, gap))).toEqual(ids(three));
    expect(ids(putBack(three, gap))).toEqual(ids(three));
  });
});
