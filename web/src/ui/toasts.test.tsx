import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Dialog } from "./dialog";
import { currentToasts, toast, Toaster } from "./toaster";

const say = (...what: Parameters<typeof toast>) => act(() => toast(...what));

describe("a toast", () => {
  it("says something with one thing to do about it, and goes when that is done", async () => {
    render(<Toaster />);
    const undo = vi.fn();
    say("Moved to the trash", { label: "Undo", act: undo });
    expect(await screen.findByText("Moved to the trash")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(undo).toHaveBeenCalledOnce();
    await waitFor(() => expect(screen.queryByText("Moved to the trash")).not.toBeInTheDocument());
  });

  it("is told to screen readers politely, and reached by F8", async () => {
    render(<Toaster />);
    say("The link is copied");
    const shown = await screen.findByText("The link is copied");
    await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent("Notice The link is copied"));
    expect(screen.getByRole("status")).toHaveAttribute("aria-live", "polite");
    const region = screen.getByRole("region", { name: "Notices (F8)" });
    fireEvent.keyDown(document.body, { key: "F8", code: "F8" });
    expect(region).toContainElement(document.activeElement as HTMLElement);
    await userEvent.tab();
    await userEvent.tab();
    expect(screen.getByRole("button", { name: "Dismiss" })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(shown).not.toBeInTheDocument());
  });

  it("takes the place of an earlier one about the same, and there are three at most", async () => {
    render(<Toaster />);
    say("The connection is lost", undefined, { about: "connection" });
    say("The connection is back", undefined, { about: "connection", kind: "done" });
    expect(await screen.findByText("The connection is back")).toBeVisible();
    expect(screen.queryByText("The connection is lost")).not.toBeInTheDocument();
    for (const text of ["one", "one", "two", "three"]) say(text);
    expect(currentToasts().map((one) => one.text)).toEqual(["one", "two", "three"]);
  });

  it("stands in the dialog that is open, which hides everything else, and leaves with it", async () => {
    const view = render(<Toaster />);
    say("Before", undefined, { stays: true });
    await screen.findByText("Before");
    view.rerender(
      <>
        <Dialog label="A picture" onClose={() => undefined}>
          <p>The picture</p>
        </Dialog>
        <Toaster />
      </>,
    );
    await waitFor(() => expect(screen.getByRole("dialog", { name: "A picture" })).toHaveTextContent("Before"));
    view.rerender(<Toaster />);
    expect(await screen.findByText("Before")).toBeVisible();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });
});
