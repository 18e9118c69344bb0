import { describe, expect, it } from "vitest";
import { proposalDiff } from "./proposal-diff";

/** "a +red+ -blue- fox" */
const told = (prompt: string, proposal: string) =>
  proposalDiff(prompt, proposal)
    .map(({ kind, text }) => (kind === "kept" ? text : kind === "added" ? `+${text}+` : `-${text}-`))
    .join("");

describe("the difference of a proposal", () => {
  it("is what it adds and removes, word by word", () => {
    expect(told("a red fox", "a red fox, at dusk")).toBe("a red fox+, at dusk+");
    expect(told("a blue fox", "a red fox")).toBe("a -blue-+red+ fox");
    expect(told("a very red fox", "a fox")).toBe("a -very red -fox");
    expect(told("a fox", "a fox")).toBe("a fox");
  });

  it("takes what was written anew for one change", () => {
    expect(told("some old words here", "quite other things here")).toBe("-some old words-+quite other things+ here");
  });

  it("gives both texts back whole", () => {
    const cases: [string, string][] = [
      ["a fox  in the snow", "the fox, in deep snow, at night"],
      ["一只红色的狐狸", "雪地里一只红色的小狐狸"],
      ["", "a fox"],
    ];
    for (const [prompt, proposal] of cases) {
      const of = (other: string) => proposalDiff(prompt, proposal).filter(({ kind }) => kind !== other).map(({ text }) => text).join("");
      expect(of("added")).toBe(prompt);
      expect(of("removed")).toBe(proposal);
    }
  });
});
