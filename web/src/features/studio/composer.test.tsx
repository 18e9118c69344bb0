import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Model } from "@/api/types";
import { FakeApi } from "@/testing/fake-api";
import { KEYLESS, PAID } from "@/testing/fake-models";
import { renderPage } from "@/testing/render-page";

const promptBox = () => screen.getByRole("textbox", { name: "Prompt" });
const alt = (letter: string) => `{Alt>}[Key${letter}]{/Alt}`;
/** The keys are listened to a moment after the page is there. */
const keysAreHeard = () => new Promise((resolve) => setTimeout(resolve, 50));

describe("a prompt that is not English", () => {
  it("is said to be beyond the built-in models, where none but them is asked", async () => {
    const { user } = renderPage("/?models=painter/noto", new FakeApi({ models: PAID }));
    await user.type(promptBox(), "ein roter Fuchs");
    expect(await screen.findByText("The built-in models read English only.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: /^1 of 4 models/ }));
    await user.click(await screen.findByRole("checkbox", { name: /^Flare/ }));
    expect(screen.queryByText("The built-in models read English only.")).not.toBeInTheDocument();
    await user.click(screen.getByRole("checkbox", { name: /^Flare/ }));
    expect(screen.getByText("The built-in models read English only.")).toBeVisible();
    await user.clear(promptBox());
    await user.type(promptBox(), "a red fox");
    expect(screen.queryByText("The built-in models read English only.")).not.toBeInTheDocument();
  });
});

describe("the form, by keys alone", () => {
  it("draws a prompt, opens and closes what is behind it, and paints", async () => {
    const { user, api } = renderPage();
    await screen.findByRole("slider", { name: "Steps" });
    await keysAreHeard();
    await user.keyboard(alt("R"));
    await waitFor(() => expect(promptBox()).not.toHaveValue(""));
    await user.keyboard(alt("M"));
    expect(await screen.findByRole("checkbox", { name: /^Noto blobs/ })).toBeVisible();
    await user.keyboard(alt("M"));
    expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
    await user.keyboard(alt("H"));
    expect(await screen.findByRole("dialog", { name: "History" })).toBeVisible();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await user.keyboard(alt("E"));
    expect(await screen.findByRole("region", { name: "Proposals" })).toBeVisible();
    await user.click(promptBox());
    await user.keyboard("{Meta>}{Enter}{/Meta}");
    expect(await screen.findByText("5 pictures painted")).toBeVisible();
    expect(api.calls.filter((call) => call === "POST /generate")).toHaveLength(1);
    expect(screen.queryByRole("region", { name: "Proposals" })).not.toBeInTheDocument();
  });

  it("does not paint on Enter alone, nor without a prompt", async () => {
    const { user, api } = renderPage();
    await user.click(promptBox());
    await user.keyboard("{Control>}{Enter}{/Control}a fox{Enter}");
    expect(promptBox()).toHaveValue("a fox\n");
    expect(api.calls).not.toContain("POST /generate");
  });
});

describe("presets and sliders", () => {
  it("come from what the chosen models can do, and say who ignores them", async () => {
    const { user } = renderPage("/", new FakeApi({ models: PAID }));
    const steps = await screen.findByRole("slider", { name: "Steps" });
    expect(steps).toHaveAccessibleDescription("Ignored by 3 models");
    await user.click(screen.getByRole("radio", { name: "Quality" }));
    expect(steps).toHaveValue("24");
    await user.click(screen.getByRole("radio", { name: "Quality" }));
    expect(steps).toHaveValue("12");
    await user.click(screen.getByRole("button", { name: /^All 4 models/ }));
    await user.click(await screen.findByRole("checkbox", { name: /^Noto/ }));
    expect(screen.queryByRole("slider")).not.toBeInTheDocument();
    expect(screen.getByRole("radio", { name: "Creative" })).toBeDisabled();
  });

  it("stay where no chosen model has them, and say so", async () => {
    const { user } = renderPage("/?steps=20&models=cloud/riddle", new FakeApi({ models: PAID }));
    expect(await screen.findByText("Steps 20")).toBeVisible();
    expect(screen.getByText("Ignored by Riddle", { exact: false })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Leave it off" }));
    expect(screen.queryByText("Steps 20")).not.toBeInTheDocument();
  });
});

describe("the models", () => {
  it("are counted without those whose key is missing", async () => {
    const { user, api } = renderPage("/?prompt=a+fox", new FakeApi({ models: KEYLESS }));
    expect(await screen.findByRole("button", { name: /^All 1 model/ })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Paint with 1 model · free" }));
    expect(await screen.findByText("1 picture painted")).toBeVisible();
    expect([...api.jobs.values()][0]?.results.map((run) => run.modelId)).toEqual(["painter/noto"]);
  });

  it("cannot be chosen where no key is there", async () => {
    const [, mirror] = KEYLESS.models as [Model, Model];
    renderPage("/?prompt=a+fox", new FakeApi({ models: { ...KEYLESS, models: [mirror] } }));
    expect(await screen.findByText("No model here has its key yet")).toBeVisible();
    expect(screen.getByRole("button", { name: "Paint" })).toHaveAttribute("aria-disabled", "true");
  });

  it("can be asked for again when they did not come", async () => {
    const api = new FakeApi();
    api.down = true;
    const { user } = renderPage("/", api);
    expect(await screen.findByRole("alert")).toHaveTextContent("The server cannot be reached.");
    api.down = false;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("button", { name: /^All 5 models/ })).toBeVisible();
  });
});

describe("what went wrong", () => {
  it("is sent again under the same key where that may help", async () => {
    const { user, api } = renderPage();
    await screen.findByRole("slider", { name: "Steps" });
    await user.type(promptBox(), "a fox");
    api.down = true;
    await user.click(screen.getByRole("button", { name: /^Paint/ }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The server cannot be reached.");
    expect(api.calls.filter((call) => call === "POST /generate")).toHaveLength(3);
    api.down = false;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("5 pictures painted")).toBeVisible();
    expect(api.keys.size).toBe(1);
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("is not offered again where the prompt is the matter", async () => {
    const { user } = renderPage();
    await user.type(promptBox(), "refuse:INAPPROPRIATE_CONTENT");
    await user.click(screen.getByRole("button", { name: /^Paint/ }));
    expect(await screen.findByRole("alert")).toHaveTextContent("It was taken for");
    expect(screen.queryByRole("button", { name: "Try again" })).not.toBeInTheDocument();
  });
});
