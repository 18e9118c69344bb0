import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { renderPage } from "@/testing/render-page";
import { type Draft, EMPTY_DRAFT } from "./draft";
import { keep } from "./prompt-history";

const promptBox = () => screen.getByRole("textbox", { name: "Prompt" });
const button = () => screen.getByRole("button", { name: "History" });
const row = (name: RegExp) => screen.getByRole("button", { name });

/** Opens the history over these prompts, the newest first. */
async function open(...drafts: Partial<Draft>[]) {
  keep(drafts.map((draft, at) => ({ at: Date.now() - at * 60_000, draft: { ...EMPTY_DRAFT, ...draft } })));
  const page = renderPage();
  await page.user.click(button());
  return { ...page, panel: await screen.findByRole("dialog", { name: "History" }) };
}

beforeEach(() => keep([]));

describe("the history", () => {
  it("says that it is empty, and of this browser only", async () => {
    const { panel } = await open();
    expect(panel).toHaveTextContent("What you paint is kept here, to paint again.");
    expect(panel).toHaveTextContent("Kept in this browser only");
    expect(within(panel).queryByRole("button", { name: "Forget all" })).not.toBeInTheDocument();
  });

  it("has what was painted, and fills the form with it", async () => {
    const { user, panel } = await open({ prompt: "a fox", seed: 7, steps: 20, models: ["painter/noto"] }, { prompt: "an owl" });
    const fox = within(panel).getByRole("button", { name: /^a fox.*1 model · Steps 20 · seed 7$/ });
    await user.click(fox);
    await waitFor(() => expect(panel).not.toBeInTheDocument());
    expect(promptBox()).toHaveValue("a fox");
    await waitFor(() => expect(promptBox()).toHaveFocus());
    expect(await screen.findByRole("button", { name: /^1 of 5 models · seed 7/ })).toBeVisible();
    expect(await screen.findByRole("slider", { name: "Steps" })).toHaveValue("20");
  });

  it("keeps a prompt when it is painted", async () => {
    const { user } = renderPage();
    await user.type(promptBox(), " a whale ");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await screen.findByText("5 pictures painted");
    await user.click(button());
    expect(await screen.findByRole("button", { name: /^a whale/ })).toBeVisible();
  });

  it("is searched by words", async () => {
    const { user, panel } = await open({ prompt: "a red fox" }, { prompt: "a red panda" }, { prompt: "an owl" });
    await user.type(screen.getByRole("searchbox", { name: "Search your prompts" }), "PANDA red");
    expect(within(panel).getAllByRole("listitem")).toHaveLength(1);
    expect(within(panel).getByRole("status")).toHaveTextContent("1 prompt");
    await user.type(screen.getByRole("searchbox"), "x");
    expect(panel).toHaveTextContent("No prompt with “PANDA redx”");
  });

  it("is walked by keys, and forgets one by one", async () => {
    const { user, panel } = await open({ prompt: "a fox" }, { prompt: "an owl" }, { prompt: "a bee" });
    await waitFor(() => expect(screen.getByRole("searchbox")).toHaveFocus());
    await user.keyboard("{ArrowDown}");
    expect(row(/^a fox/)).toHaveFocus();
    await user.keyboard("{End}");
    expect(row(/^a bee/)).toHaveFocus();
    await user.keyboard("{Delete}");
    expect(within(panel).getAllByRole("listitem")).toHaveLength(2);
    expect(row(/^an owl/)).toHaveFocus();
    await user.keyboard("{Home}");
    expect(row(/^a fox/)).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "Forget: a fox" }));
    expect(row(/^an owl/)).toHaveFocus();
    await user.keyboard("{ArrowUp}");
    expect(screen.getByRole("searchbox")).toHaveFocus();
    await user.keyboard("{ArrowDown}{Delete}");
    expect(screen.getByRole("searchbox")).toHaveFocus();
    expect(panel).toHaveTextContent("What you paint is kept here");
  });

  it("forgets all, and takes that back", async () => {
    const { user, panel } = await open({ prompt: "a fox" }, { prompt: "an owl" });
    await user.click(within(panel).getByRole("button", { name: "Forget all" }));
    expect(within(panel).queryByRole("listitem")).not.toBeInTheDocument();
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    expect(await screen.findByRole("button", { name: /^an owl/ })).toBeVisible();
  });

  it("closes on Escape and on its button, which gets the focus back", async () => {
    const { user, panel } = await open({ prompt: "a fox" });
    await user.keyboard("{Escape}");
    await waitFor(() => expect(panel).not.toBeInTheDocument());
    await waitFor(() => expect(button()).toHaveFocus());
    await user.click(button());
    expect(await screen.findByRole("dialog", { name: "History" })).toBeVisible();
    await user.click(button());
    await waitFor(() => expect(screen.queryByRole("dialog", { name: "History" })).not.toBeInTheDocument());
  });
});

describe("the arrow up in the prompt box", () => {
  it("brings the last prompt back, unless something stands there", async () => {
    keep([{ at: 1, draft: { ...EMPTY_DRAFT, prompt: "a fox", seed: 3 } }]);
    const { user } = renderPage();
    await user.type(promptBox(), "x");
    await user.keyboard("{ArrowUp}");
    expect(promptBox()).toHaveValue("x");
    await user.keyboard("{Backspace}{ArrowUp}");
    await waitFor(() => expect(promptBox()).toHaveValue("a fox"));
    expect(await screen.findByRole("button", { name: /seed 3/ })).toBeVisible();
  });

  it("does nothing where nothing was painted", async () => {
    const { user } = renderPage();
    await user.click(promptBox());
    await user.keyboard("{ArrowUp}");
    expect(promptBox()).toHaveValue("");
  });
});
