import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { ApiFailure } from "@/api/failure";
import type { EnhanceAnswer } from "@/api/types";
import { speak } from "@/text/language";
import { Toaster } from "@/ui/toaster";
import { EnhancePanel } from "./enhance-panel";

const ANSWER: EnhanceAnswer = {
  original: "a big fox",
  enhanced: "a red fox",
  proposals: ["a red fox", "a big red fox at dusk", "a fox on grey"],
  source: { name: "the poet", builtIn: false },
};

function show(more: Partial<Parameters<typeof EnhancePanel>[0]> = {}) {
  const acts = { onAccept: vi.fn(), onKeep: vi.fn(), onRetry: vi.fn() };
  render(
    <>
      <EnhancePanel answer={ANSWER} error={null} prompt="a big fox!" {...acts} {...more} />
      <Toaster />
    </>,
  );
  return { user: userEvent.setup(), ...acts };
}

describe("the proposals", () => {
  it("show what each adds and removes, by more than colour", () => {
    show();
    const [concise, rich, another] = screen.getAllByRole("listitem");
    if (!concise || !rich || !another) throw new Error("there are three proposals");
    expect(within(concise).getByRole("heading")).toHaveTextContent("Concise");
    expect(within(rich).getByRole("heading")).toHaveTextContent("Rich");
    expect(within(another).getByRole("heading")).toHaveTextContent("Another");
    expect(within(concise).getByRole("deletion")).toHaveTextContent("(removed: big)");
    expect(within(concise).getByRole("insertion")).toHaveTextContent("(added: red)");
    expect(within(rich).queryByRole("deletion")).not.toBeInTheDocument();
    expect(within(rich).getAllByRole("insertion")).toHaveLength(2);
    expect(concise).toHaveTextContent("9 characters");
    expect(screen.getByText("From: the poet")).toBeVisible();
  });

  it("replace the prompt when one is accepted, and give back what stood there", async () => {
    const { user, onAccept } = show();
    await user.click(screen.getByRole("button", { name: "Use: a red fox" }));
    expect(onAccept).toHaveBeenLastCalledWith("a red fox");
    expect(await screen.findByText("The prompt was replaced")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(onAccept).toHaveBeenLastCalledWith("a big fox!");
  });

  it("go away on request", async () => {
    const { user, onKeep } = show();
    await user.click(screen.getByRole("button", { name: "Keep mine" }));
    expect(onKeep).toHaveBeenCalledOnce();
  });

  it("are one where there is no choice", () => {
    show({ answer: { ...ANSWER, proposals: [] } });
    expect(screen.getByRole("listitem")).toHaveTextContent("Rich");
    expect(screen.getByRole("button", { name: "Use: a red fox" })).toBeVisible();
  });

  it("speak the page's language", async () => {
    await speak("de");
    show();
    expect(screen.getAllByRole("insertion")[0]).toHaveTextContent("(neu: red)");
    expect(screen.getByRole("button", { name: "Meinen behalten" })).toBeVisible();
  });

  it("are nothing yet while they are asked for, and a sentence when there are none", async () => {
    show({ answer: undefined });
    expect(screen.queryByRole("region")).not.toBeInTheDocument();
    const { user, onRetry } = show({ answer: undefined, error: new ApiFailure(503, { error: "UNAVAILABLE", message: "", correlationId: "c" }) });
    expect(await screen.findByRole("alert")).toHaveTextContent("This is out of order at the moment.");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(onRetry).toHaveBeenCalledOnce();
  });
});
