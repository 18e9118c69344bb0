import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useEffect, useState } from "react";
import { describe, expect, it } from "vitest";
import type { Model } from "@/api/types";
import { MODELS, PAID } from "@/testing/fake-models";
import { type Draft, EMPTY_DRAFT } from "./draft";
import { MoreSettings } from "./more-settings";

/** The draft as the form has it. */
let now: Draft;

function Form({ chosen, draft }: { chosen: readonly Model[]; draft: Partial<Draft> }) {
  const [held, setHeld] = useState<Draft>({ ...EMPTY_DRAFT, ...draft });
  useEffect(() => {
    now = held;
  }, [held]);
  return <MoreSettings draft={held} chosen={chosen} change={(part) => setHeld((before) => ({ ...before, ...part }))} />;
}

function show(chosen: readonly Model[], draft: Partial<Draft> = {}) {
  render(<Form chosen={chosen} draft={draft} />);
  return userEvent.setup();
}

const size = () => screen.getByRole("combobox", { name: /^Size/ });
const offered = (list: HTMLElement) => [...list.querySelectorAll("option")].map((option) => option.textContent);

describe("shape and size", () => {
  it("go together", async () => {
    const user = show(PAID.models);
    expect(screen.getByRole("radio", { name: "Each its own" })).toBeChecked();
    await user.click(screen.getByRole("radio", { name: "Landscape" }));
    expect(now.size).toBe("1536x1024");
    expect(offered(size())).toEqual(["Each model’s own", "1536 × 1024"]);
    expect(size()).toHaveAccessibleDescription("Another size with Noto");
    await user.click(screen.getByRole("radio", { name: "Square" }));
    expect(now.size).toBe("1024x1024");
    await user.click(screen.getByRole("radio", { name: "Each its own" }));
    expect(now.size).toBeUndefined();
    expect(size()).toHaveValue("");
  });

  it("offer no shape where there is one only, and keep a size that a link brought", async () => {
    const user = show(MODELS.models, { size: "100x100" });
    expect(screen.queryByRole("radio")).not.toBeInTheDocument();
    expect(offered(size())).toContain("100 × 100");
    expect(size()).toHaveAccessibleDescription("Another size with 5 models");
    await user.selectOptions(size(), "512x512");
    expect(now.size).toBe("512x512");
    expect(size()).toHaveAccessibleDescription("");
  });
});

describe("the seed", () => {
  const seed = () => screen.getByRole("textbox", { name: "Seed" });

  it("is digits, and no larger than a model takes", async () => {
    const [noto] = PAID.models as [Model];
    const user = show([{ ...noto, capability: { ...noto.capability, maxSeed: 99 } }]);
    await user.type(seed(), "1a2");
    expect(now.seed).toBe(12);
    await user.type(seed(), "3");
    expect(now.seed).toBe(99);
    await user.click(screen.getByRole("button", { name: "A new seed every time" }));
    expect(now.seed).toBeUndefined();
    await user.click(screen.getByRole("button", { name: "Draw a seed and keep it" }));
    expect(now.seed).toBeLessThan(99);
  });

  it("names the models without one", () => {
    show(PAID.models, { seed: 5 });
    expect(seed()).toHaveAccessibleDescription("Ignored by 3 models");
  });

  it("says where no model has one", () => {
    show(PAID.models.slice(1));
    expect(seed()).toHaveAttribute("placeholder", "No chosen model has one");
    expect(screen.getByRole("textbox", { name: /^Leave out/ })).toHaveAttribute("placeholder", "No chosen model can be told what to leave out");
  });
});

describe("the rest", () => {
  it("is quality where a model has it, and what to leave out", async () => {
    const user = show(PAID.models);
    await user.selectOptions(screen.getByRole("combobox", { name: /^Quality/ }), "High");
    await user.type(screen.getByRole("textbox", { name: /^Leave out/ }), "text");
    expect(now).toMatchObject({ quality: "high", negativePrompt: "text" });
    expect(screen.getByRole("combobox", { name: /^Quality/ })).toHaveAccessibleDescription("Ignored by Noto");
  });

  it("has no quality where no model has it, unless a link brought one", () => {
    show(MODELS.models);
    expect(screen.queryByRole("combobox", { name: /^Quality/ })).not.toBeInTheDocument();
  });

  it("goes back to the defaults, but keeps the prompt", async () => {
    const user = show(PAID.models, { prompt: "a fox", steps: 3, seed: 4, size: "512x512", quality: "max", negativePrompt: "x", models: ["cloud/flare"] });
    expect(offered(screen.getByRole("combobox", { name: /^Quality/ }))).toContain("Highest");
    await user.click(screen.getByRole("button", { name: "Back to the defaults" }));
    expect(now).toEqual({ ...EMPTY_DRAFT, prompt: "a fox" });
  });
});
