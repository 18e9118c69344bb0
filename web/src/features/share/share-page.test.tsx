import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { renderPage } from "@/testing/render-page";

function one(more: Parameters<FakeApi["addJob"]>[1] = {}): FakeApi {
  const api = new FakeApi();
  api.addJob("a red fox", more);
  return api;
}

describe("the share view", () => {
  it("shows the pictures and who painted them, and nothing of the app", async () => {
    renderPage("/?share=job-1", one());
    expect(await screen.findByRole("heading", { name: "a red fox", level: 1 })).toBeVisible();
    expect(screen.getAllByRole("img", { name: /^a red fox, painted by/ })).toHaveLength(5);
    expect(screen.getByText("Noto blobs", { selector: "figcaption" })).toBeVisible();
    expect(screen.queryByRole("navigation")).not.toBeInTheDocument();
    expect(screen.queryByRole("banner")).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /trash|delete|favourite/i })).not.toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Made with Pixel Prompt" })).toHaveAttribute("href", "/");
    expect(document.title).toBe("a red fox · Pixel Prompt");
  });

  it("tells how they were made when asked", async () => {
    const { user } = renderPage("/?share=job-1", one({ models: ["painter/noto"] }));
    await user.click(await screen.findByText("Settings"));
    const seed = screen.getByText("Seed");
    expect(seed.nextElementSibling).toHaveTextContent("7");
    expect(screen.getByText("Size").nextElementSibling).toHaveTextContent("512 × 512");
    expect(screen.queryByText("Quality")).not.toBeInTheDocument();
  });

  it("shows one large", async () => {
    const { user } = renderPage("/?share=job-1", one());
    await user.click(await screen.findByRole("button", { name: "Enlarge the picture by Twemoji" }));
    const dialog = screen.getByRole("dialog", { name: "Twemoji" });
    expect(within(dialog).getByRole("img")).toBeVisible();
    await user.click(within(dialog).getByRole("button", { name: "Close" }));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("shows one large for who has a link to it, and then the others", async () => {
    const { user } = renderPage("/?share=job-1&picture=job-1-2", one());
    const dialog = await screen.findByRole("dialog", { name: "Noto" });
    await user.click(within(dialog).getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await waitFor(() => expect(location.search).toBe("?share=job-1"));
  });

  it("leads to the studio, which has everything around it again", async () => {
    const { user } = renderPage("/?share=job-1", one());
    await user.click(await screen.findByRole("link", { name: "Made with Pixel Prompt" }));
    expect(await screen.findByRole("navigation")).toBeVisible();
    expect(document.title).toBe("Pixel Prompt");
  });

  it("does not show what was thrown away", async () => {
    renderPage("/?share=job-1", one({ trashed: true }));
    expect(await screen.findByText("These pictures are not shared any more.")).toBeVisible();
    expect(screen.queryByRole("img", { name: /painted by/ })).not.toBeInTheDocument();
  });

  it("says when there is nothing, or nobody answers", async () => {
    const api = one();
    api.down = true;
    const { user } = renderPage("/?share=job-1", api);
    expect(await screen.findByRole("alert")).toHaveTextContent("The server cannot be reached.");
    api.down = false;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.getByRole("heading", { name: "a red fox" })).toBeVisible());
  });
});
