import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Model } from "@/api/types";
import { FakeApi } from "@/testing/fake-api";
import { PAID } from "@/testing/fake-models";
import { renderPage } from "@/testing/render-page";
import { EMPTY_DRAFT } from "./draft";
import { priceOf } from "./prices";
import { qualitiesOf } from "./choices";
import { ignoredBy } from "./ranges";

const [free, flare, riddle, dusk] = PAID.models as [Model, Model, Model, Model];
const paid = () => new FakeApi({ models: PAID });
const promptBox = () => screen.getByRole("textbox", { name: "Prompt" });
const paint = (name: RegExp | string) => screen.findByRole("button", { name });

describe("the price of a model", () => {
  it("follows size and quality, and is never guessed", () => {
    expect(priceOf(free, EMPTY_DRAFT)).toBe(0);
    expect(priceOf(flare, EMPTY_DRAFT)).toBe(13_000);
    expect(priceOf(flare, { quality: "max", size: "1536x1024" })).toBe(106_000);
    expect(priceOf(riddle, EMPTY_DRAFT)).toBeUndefined();
    expect(priceOf(dusk, EMPTY_DRAFT)).toBe(40_000);
  });
});

describe("the button", () => {
  it("says that it is free without asking anybody", async () => {
    const { api } = renderPage();
    expect(await paint("Paint with 5 models · free")).toHaveAttribute("aria-disabled", "true");
    expect(api.calls).not.toContain("POST /generate");
    expect(api.calls).not.toContain("GET /budget");
  });

  it("says what is known, and of how many nobody knows", async () => {
    const { user, api } = renderPage("/", paid());
    expect(await paint("Paint with 4 models · $0.053 + 1 unknown")).toBeVisible();
    await user.click(await screen.findByRole("button", { name: /All 4 models/ }));
    await user.click(await screen.findByRole("checkbox", { name: /^Riddle/ }));
    expect(await paint("Paint with 3 models · about $0.053")).toBeVisible();
    await user.selectOptions(screen.getByRole("combobox", { name: /^Quality/ }), "high");
    expect(await paint("Paint with 3 models · about $0.093")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Only the free ones" }));
    expect(await paint("Paint with 1 model · free")).toBeVisible();
    expect(api.jobs.size).toBe(0);
  });

  it("asks nothing of what somebody is still typing", async () => {
    const { user, api } = renderPage("/", paid());
    await paint(/unknown$/);
    const asked = api.calls.length;
    await user.type(promptBox(), "a secret");
    expect(api.calls).toHaveLength(asked);
  });

  it("refuses beforehand what the budget does not allow", async () => {
    const api = paid();
    api.ceiling = 5_000_000;
    api.spent = 4_960_000;
    const { user } = renderPage("/", api);
    await user.type(promptBox(), "a fox");
    expect(await screen.findByText("The budget does not have so much left")).toBeVisible();
    expect(await paint(/^Paint/)).toHaveAttribute("aria-disabled", "true");
    expect(await screen.findByText("today $4.96 of $5.00")).toBeVisible();
  });

  it("offers to leave out what nobody knows the price of, where there is a budget", async () => {
    const api = paid();
    api.ceiling = 5_000_000;
    api.refusesUnknown = true;
    const { user } = renderPage("/", api);
    await user.type(promptBox(), "a fox");
    expect(await screen.findByText(/nobody knows what some of the chosen models cost/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Leave them out" }));
    expect(await paint("Paint with 3 models · about $0.053")).not.toHaveAttribute("aria-disabled");
  });

  it("says nothing of money while a dry run fails, and works all the same", async () => {
    const api = paid();
    api.withoutEstimates = true;
    const { user } = renderPage("/", api);
    await user.type(promptBox(), "a fox");
    await waitFor(() => expect(api.calls).toContain("POST /generate"));
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
    await user.click(await paint("Paint with 4 models"));
    expect(await screen.findByText(/^4 pictures painted/)).toBeVisible();
  });
});

describe("what it did cost", () => {
  it("stands on each card, over the job, in the viewer, and in the gallery", async () => {
    const api = paid();
    api.ceiling = 5_000_000;
    const { user } = renderPage("/", api);
    await user.type(promptBox(), "a bird fail:timed-out");
    await user.click(await paint(/unknown$/));
    const card = (name: string) => within(screen.getByRole("article", { name }));
    expect(await screen.findByText(/^3 of 4 pictures painted; 1 failed · may have cost \$0\.053$/)).toBeVisible();
    expect(card("Noto").getByText(/ · free$/)).toBeVisible();
    expect(card("Riddle").getByText(/ · cost unknown$/)).toBeVisible();
    expect(card("Dusk").getByText(/ · about \$0\.04$/)).toBeVisible();
    expect(card("Flare").getByText(/it may have cost \$0\.013\./)).toBeVisible();
    expect(await screen.findByText("today $0.04 of $5.00")).toBeVisible();

    await user.click(await screen.findByRole("button", { name: "Enlarge the picture by Dusk" }));
    expect(within(await screen.findByRole("dialog")).getByText(/about \$0\.04/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Close" }));

    await user.click(screen.getByRole("link", { name: "In the gallery" }));
    expect(await screen.findByText(/may have cost \$0\.053/)).toBeVisible();
    await user.click(within(screen.getByRole("main")).getByRole("link", { name: "Gallery" }));
    expect(await screen.findByRole("listitem")).toHaveTextContent("may have cost $0.053");
  });

  it("is refused with the time left where the budget ended meanwhile", async () => {
    const api = paid();
    api.ceiling = 5_000_000;
    const { user } = renderPage("/", api);
    await user.type(promptBox(), "a fox");
    const button = await paint(/unknown$/);
    api.spent = 5_000_000;
    await user.click(button);
    expect(await screen.findByRole("alert")).toHaveTextContent("This would cost more than the daily budget has left. Try again in 2 hours.");
    await waitFor(() => expect(screen.getByText("The budget does not have so much left")).toBeVisible());
  });
});

describe("the moderation", () => {
  it("is told apart: what it refuses, and that it does not answer", async () => {
    const { user } = renderPage();
    await user.type(promptBox(), "refuse:INAPPROPRIATE_CONTENT");
    await user.click(await paint(/free$/));
    expect(await screen.findByRole("alert")).toHaveTextContent("It was taken for: violence.");
    await user.clear(promptBox());
    await user.type(promptBox(), "refuse:MODERATION_UNAVAILABLE");
    await user.click(await paint(/free$/));
    await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent("the check does not answer now"));
  });
});

describe("the quality", () => {
  it("is what any chosen model takes, and names those without", () => {
    expect(qualitiesOf([free, flare])).toEqual({ values: ["low", "medium", "high"], without: ["Noto"] });
    expect(qualitiesOf([free])).toBeUndefined();
    expect(ignoredBy(["A", "B"])).toBe("Ignored by A, B");
    expect(ignoredBy(["A", "B", "C", "D"])).toBe("Ignored by 4 models");
    expect(ignoredBy([])).toBeUndefined();
  });

  it("is sent, and kept with the pictures", async () => {
    const { user, api } = renderPage("/?prompt=a+fox&quality=high", paid());
    await user.click(await paint(/ · \$0\.093 \+ 1 unknown$/));
    await waitFor(() => expect([...api.jobs.values()][0]?.parameters.quality).toBe("high"));
  });
});
