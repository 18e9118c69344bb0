import { act, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { ApiFailure, ownFailure } from "@/api/failure";
import { ErrorNotice } from "./notice";
import "./error-notice";

afterEach(() => vi.useRealTimers());

const limited = new ApiFailure(429, { error: "RATE_LIMIT_EXCEEDED", message: "m", correlationId: "abc", retryAfter: 3 });

it("counts the time down that is left, and says when it is over", async () => {
  render(<ErrorNotice error={limited} />);
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("You are faster than this server allows. Try again in 3 seconds.");
  expect(screen.getByText(/Try again in/)).toHaveAttribute("aria-live", "off");
  await screen.findByText("Try again in 2 seconds.", undefined, { timeout: 3_000 });
  await screen.findByText("You can try again now.", undefined, { timeout: 5_000 });
});

it("names the reference of what the server has logged, and none of what never reached it", async () => {
  const view = render(<ErrorNotice error={limited} />);
  expect(await screen.findByText("abc")).toBeVisible();
  view.rerender(<ErrorNotice error={ownFailure("NETWORK", "abc")} />);
  expect(screen.getByRole("alert")).toHaveTextContent("The server cannot be reached.");
  expect(screen.queryByText("abc")).not.toBeInTheDocument();
});

it("offers to try again, but not what is not there", () => {
  const retry = vi.fn();
  const view = render(<ErrorNotice error={ownFailure("TIMED_OUT", "abc")} onRetry={retry} />);
  act(() => screen.getByRole("button", { name: "Try again" }).click());
  expect(retry).toHaveBeenCalledOnce();
  view.rerender(<ErrorNotice error={new ApiFailure(404, { error: "NOT_FOUND", message: "m", correlationId: "abc" })} onRetry={retry} />);
  expect(screen.getByRole("alert")).toHaveTextContent("There is nothing here.");
  expect(screen.queryByRole("button")).not.toBeInTheDocument();
});
