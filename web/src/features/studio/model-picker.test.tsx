import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import type { Estimate, Model, Models } from "@/api/types";
import { KEYLESS, MODELS, PAID } from "@/testing/fake-models";
import { chosenModels, type Draft, EMPTY_DRAFT } from "./draft";
import { ModelPicker } from "./model-picker";

interface Shown {
  models?: readonly Model[];
  draft?: Partial<Draft>;
  offers?: NonNullable<Models["offers"]>;
  estimate?: Estimate;
  most?: number;
}

/** What the picker chose last. */
let wanted: string[] | undefined;

function Picker({ models = PAID.models, draft, offers = [], estimate, most = 20 }: Shown) {
  const [ids, setIds] = useState(draft?.models);
  const whole = { ...EMPTY_DRAFT, ...draft, models: ids };
  const change = (next: string[] | undefined) => {
    wanted = next;
    setIds(next);
  };
  return <ModelPicker models={models} offers={offers} chosen={chosenModels(whole, models)} most={most} draft={whole} estimate={estimate} onChange={change} />;
}

function show(shown: Shown = {}) {
  wanted = undefined;
  render(<Picker {...shown} />);
  return userEvent.setup();
}

const box = (name: RegExp | string) => screen.getByRole("checkbox", { name });
const button = (name: RegExp | string) => screen.getByRole("button", { name });
const label = (name: RegExp | string) => box(name).closest("label");

describe("a model to choose", () => {
  it("tells its price, and how it stands", () => {
    show();
    expect(label(/^Noto/)).toHaveTextContent("Notofree");
    expect(label(/^Flare/)).toHaveTextContent("about $0.013");
    expect(label(/^Riddle/)).toHaveTextContent("price unknownresting after failures");
    expect(label(/^Dusk/)).toHaveTextContent("about $0.04deprecated: served until 2026-12-31");
  });

  it("tells what the server estimates, before the price list", () => {
    const model = { modelId: "cloud/flare", microUsd: 20_000, parameters: {}, warnings: [] };
    show({ estimate: { dryRun: true, totalModels: 1, microUsd: 20_000, unknownPrices: 0, withinBudget: true, models: [model] } });
    expect(label(/^Flare/)).toHaveTextContent("about $0.02");
  });

  it("is shown but not to be had while its key is missing, with the variable to set", async () => {
    const user = show({ models: KEYLESS.models, offers: KEYLESS.offers ?? [] });
    expect(box(/^Mirror/)).toBeDisabled();
    expect(box(/^Mirror/)).not.toBeChecked();
    expect(label(/^Mirror/)).toHaveTextContent("needs a key: MIRROR_API_KEY");
    expect(screen.getByText(/^A key goes into the named variable/)).toBeVisible();
    await user.click(screen.getByText("2 more providers by key"));
    expect(screen.getByText("OPENAI_API_KEY")).toBeVisible();
    expect(screen.getByText("Stability AI")).toBeVisible();
  });

  it("names what it has no use for, once that is set", () => {
    show({ draft: { steps: 20, seed: 4, prompt: "a fox" } });
    expect(label(/^Flare/)).toHaveTextContent("Ignores: Steps, Seed");
    expect(label(/^Noto/)).not.toHaveTextContent("Ignores");
  });

  it("says how long a prompt it reads, when this one is longer", () => {
    const [noto] = PAID.models as [Model];
    const models = [{ ...noto, capability: { ...noto.capability, promptCharacters: 5 } }];
    show({ models, draft: { prompt: "a red fox" } });
    expect(label(/^Noto/)).toHaveTextContent("reads no more than 5 characters");
  });

  it("has its whole name, whatever its length", () => {
    const [noto] = PAID.models as [Model];
    show({ models: [{ ...noto, name: "stabilityai/stable-diffusion-3.5-large-turbo" }] });
    expect(box(/^stabilityai\/stable-diffusion-3\.5-large-turbo/)).toBeVisible();
  });
});

describe("choosing", () => {
  it("asks for every model by naming none", async () => {
    const user = show();
    await user.click(box(/^Riddle/));
    expect(wanted).toEqual(["painter/noto", "cloud/flare", "cloud/dusk"]);
    await user.click(box(/^Riddle/));
    expect(wanted).toBeUndefined();
    await user.click(button("None"));
    expect(wanted).toEqual([]);
    await user.click(button("All"));
    expect(wanted).toBeUndefined();
    await user.click(button("Only the free ones"));
    expect(wanted).toEqual(["painter/noto"]);
  });

  it("takes a provider's models with one press", async () => {
    const user = show({ draft: { models: ["cloud/flare"] } });
    const cloud = within(screen.getByRole("group", { name: "By provider" })).getByRole("button", { name: /^cloud/ });
    expect(cloud).toHaveAttribute("aria-pressed", "mixed");
    expect(cloud).toHaveTextContent("cloud 1/3");
    await user.click(cloud);
    expect(wanted).toEqual(["cloud/flare", "cloud/riddle", "cloud/dusk"]);
    expect(cloud).toHaveAttribute("aria-pressed", "true");
    await user.click(cloud);
    expect(wanted).toEqual([]);
    expect(cloud).toHaveAttribute("aria-pressed", "false");
  });

  it("stops at the most models of one job", async () => {
    const user = show({ most: 2, draft: { models: ["painter/noto", "cloud/flare"] } });
    expect(box(/^Riddle/)).toBeDisabled();
    expect(box(/^Noto/)).toBeEnabled();
    expect(screen.getByText("No more than 2 at once")).toBeVisible();
    await user.click(button("All"));
    expect(wanted).toEqual(["painter/noto", "cloud/flare"]);
  });
});

describe("the search", () => {
  const many = [...MODELS.models, ...PAID.models.slice(1)].flatMap((model) => [model, { ...model, id: `${model.id}-2`, name: `${model.name} II` }]);

  it("is there only among many, and narrows what the buttons act on", async () => {
    const user = show({ models: many });
    await user.type(screen.getByRole("searchbox", { name: "Search models" }), "noto II{Enter}");
    expect(screen.getAllByRole("checkbox").map((one) => one.closest("label")?.textContent)).toEqual(["Noto IIfree", "Noto blobs IIfree"]);
    await user.click(button("None"));
    expect(wanted).toHaveLength(many.length - 2);
    await user.clear(screen.getByRole("searchbox"));
    await user.type(screen.getByRole("searchbox"), "nowhere");
    expect(screen.getByText("No model with “nowhere”")).toBeVisible();
  });

  it("is not among few", () => {
    show();
    expect(screen.queryByRole("searchbox")).not.toBeInTheDocument();
  });
});
