import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { renderPage } from "@/testing/render-page";
import { KEPT_HEADER } from "@/api/kept";

/** The page, once it listens. */
async function listening(path: string, api = new FakeApi()) {
  const view = renderPage(path, api);
  const heard = vi.spyOn(globalThis, "addEventListener");
  await waitFor(() => expect(heard.mock.calls.some(([type]) => type === "offline")).toBe(true));
  return view;
}

describe("the connection", () => {
  it("is said to be lost once, however much fails, and to be back", async () => {
    const api = new FakeApi();
    api.addJob("a red fox");
    const { user } = await listening("/", api);
    await screen.findByRole("button", { name: /^Paint with 5 models/ });
    api.down = true;
    await user.click(screen.getByRole("link", { name: "Gallery" }));
    expect(await screen.findByText(/^The server does not answer\./)).toBeVisible();
    expect(within(screen.getByRole("banner")).getByText("No answer")).toBeVisible();
    await user.click(screen.getByRole("link", { name: "Studio" }));
    await user.click(screen.getByRole("link", { name: "Gallery" }));
    expect(screen.getAllByText(/^The server does not answer\./)).toHaveLength(1);

    api.down = false;
    expect(await screen.findByText("The connection is back.")).toBeVisible();
    expect(screen.queryByText(/^The server does not answer\./)).not.toBeInTheDocument();
    expect(within(screen.getByRole("banner")).queryByText("No answer")).not.toBeInTheDocument();
    // What failed meanwhile is asked again by itself.
    expect(await screen.findByRole("link", { name: /a red fox/ })).toBeVisible();
  });

  it("is not said to be lost because one call failed", async () => {
    const api = new FakeApi();
    await listening("/", api);
    await screen.findByRole("button", { name: /^Paint with 5 models/ });
    const fetched = vi.fn(api.fetch).mockRejectedValueOnce(new TypeError("fetch failed"));
    vi.stubGlobal("fetch", fetched);
    await screen.findByRole("link", { name: "Gallery" }).then((link) => act(() => link.click()));
    await waitFor(() => expect(fetched.mock.calls.some(([url]) => url === "/healthz")).toBe(true));
    expect(screen.queryByText(/^The server does not answer\./)).not.toBeInTheDocument();
  });

  it("follows what the device knows of its network", async () => {
    const api = new FakeApi();
    await listening("/", api);
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    act(() => void dispatchEvent(new Event("offline")));
    expect(await screen.findByText(/^This device is offline\./)).toBeVisible();
    expect(await within(screen.getByRole("banner")).findByText("Offline")).toBeVisible();
    act(() => void dispatchEvent(new Event("online")));
    expect(await screen.findByText("The connection is back.")).toBeVisible();
  });

  it("says from when what is shown is, where the worker had kept it", async () => {
    const api = new FakeApi();
    api.addJob("a red fox");
    await listening("/", api);
    vi.stubGlobal("fetch", async (address: string, init?: RequestInit) => {
      const response = await api.fetch(address, init);
      if (address.startsWith("/gallery/")) response.headers.set(KEPT_HEADER, "2026-11-23T12:00:00Z");
      if (address === "/healthz") throw new TypeError("fetch failed");
      return response;
    });
    act(() => screen.getByRole("link", { name: "Gallery" }).click());
    expect(await screen.findByRole("link", { name: /a red fox/ })).toBeVisible();
    expect(await within(screen.getByRole("banner")).findByText(/^as of Nov 23, /)).toBeVisible();
    expect(await within(screen.getByRole("banner")).findByText("No answer", { exact: false })).toBeVisible();
  });
});
