import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderPage } from "@/testing/render-page";

const alt = (letter: string, more = {}) => fireEvent.keyDown(document.body, { code: `Key${letter}`, altKey: true, ...more });

it("leads through the page by keys, and lists them", async () => {
  const { user } = renderPage();
  await waitFor(() => {
    alt("K");
    expect(screen.getByRole("dialog", { name: "Keys" })).toBeVisible();
  });
  expect(screen.getByText("Enhance the prompt")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();

  alt("R");
  await waitFor(() => expect(screen.getByRole("textbox", { name: "Prompt" })).not.toHaveValue(""));
  alt("G", { ctrlKey: true });
  expect(location.search).toBe("");
  alt("G");
  expect(location.search).toBe("?view=gallery");
  alt("S");
  expect(location.search).toBe("");
});

it("leaves the letters to whoever types", async () => {
  renderPage();
  const box = await screen.findByRole("textbox", { name: "Prompt" });
  for (const key of ["Dead", "®"]) fireEvent.keyDown(box, { code: "KeyR", key, altKey: true });
  expect(box).toHaveValue("");
  fireEvent.keyDown(box, { code: "KeyR", key: "r", altKey: true });
  await waitFor(() => expect(box).not.toHaveValue(""));
});
