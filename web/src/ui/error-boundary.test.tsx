import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { install } from "@/testing/render-page";
import { ErrorBoundary } from "./error-boundary";

const api = new FakeApi();

beforeEach(() => {
  install(api);
  api.logs.length = 0;
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

it("keeps the page standing, reports the fault with a reference, and lets people go on", async () => {
  const handled = vi.spyOn(api, "handle");
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
  expect(await screen.findByText(/Your pictures are safe/)).toBeVisible();
  await waitFor(() => expect(api.logs).toHaveLength(1));
  expect(api.logs[0]).toMatchObject({ message: "Error: the cards fell over", metadata: { where: "test" } });
  const reference = handled.mock.calls[0]?.[0].headers.get("X-Correlation-ID");
  expect(reference).toMatch(/^[0-9a-f]{32}$/);
  expect(await screen.findByText(reference ?? "")).toBeVisible();

  broken = false;
  await userEvent.click(screen.getByRole("button", { name: "Try to go on" }));
  expect(screen.getByText("All is well")).toBeVisible();
});

it("has a sentence and a way out before anything more is loaded", () => {
  const Fragile = () => {
    throw new Error("at once");
  };
  render(
    <ErrorBoundary where="test">
      <Fragile />
    </ErrorBoundary>,
  );
  expect(screen.getByRole("alert")).toHaveTextContent("Something went wrong.");
  expect(screen.getByRole("button", { name: "Load again" })).toBeVisible();
});

it("tells a part that did not come from one that fell over", async () => {
  const Absent = () => {
    throw new TypeError("Failed to fetch dynamically imported module: http://localhost/assets/gallery-page-1.js");
  };
  render(
    <ErrorBoundary where="test">
      <Absent />
    </ErrorBoundary>,
  );
  expect(await screen.findByText("A part of the page did not come")).toBeVisible();
  expect(screen.getByRole("alert")).toHaveTextContent("Nothing you typed is lost.");
  expect(screen.queryByRole("button", { name: "Try to go on" })).not.toBeInTheDocument();
});
