import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { install } from "@/testing/render-page";
import { ErrorBoundary } from "./error-boundary";

it("keeps the page standing, reports the fault, and lets people go on", async () => {
  const api = new FakeApi();
  install(api);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  let broken = true;
  const Fragile = () => {
    if (broken) throw new Error("the cards fell over");
    return <p>All is well</p>;
  };
  render(
    <ErrorBoundary where="test">
      <Fragile />
    </ErrorBoundary>,
  );
  expect(screen.getByRole("alert")).toHaveTextContent("Your pictures are safe");
  await waitFor(() => expect(api.logs).toHaveLength(1));
  expect(api.logs[0]).toMatchObject({ message: "Error: the cards fell over", metadata: { where: "test" } });

  broken = false;
  await userEvent.click(screen.getByRole("button", { name: "Try to go on" }));
  expect(screen.getByText("All is well")).toBeVisible();
});
