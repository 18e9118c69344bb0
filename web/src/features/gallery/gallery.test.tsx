import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { renderPage } from "@/testing/render-page";

function filled(number: number): FakeApi {
  const api = new FakeApi();
  for (let at = 1; at <= number; at++) api.addJob(at % 2 ? `a red fox ${at}` : `a blue bird ${at}`, { favourite: at === 3 });
  return api;
}

const cards = () => screen.findAllByRole("listitem");

describe("the gallery", () => {
  it("lists what is kept, newest first, page by page", async () => {
    const { user } = renderPage("/?view=gallery", filled(30));
    expect(await cards()).toHaveLength(24);
    expect((await cards())[0]).toHaveTextContent("a blue bird 30");
    await user.click(screen.getByRole("button", { name: "Show more" }));
    await waitFor(async () => expect(await cards()).toHaveLength(30));
    expect(screen.queryByRole("button", { name: "Show more" })).not.toBeInTheDocument();
  });

  it("searches when the typing rests, and keeps the search in the address", async () => {
    const { user, api } = renderPage("/?view=gallery", filled(6));
    await cards();
    await user.type(screen.getByRole("searchbox", { name: "Search prompts" }), "fox");
    await waitFor(async () => expect(await cards()).toHaveLength(3));
    expect(location.search).toBe("?view=gallery&q=fox");
    expect(api.calls.filter((one) => one === "GET /gallery/list").length).toBeLessThan(4);
  });

  it("shows favourites, and makes them", async () => {
    const { user, api } = renderPage("/?view=gallery", filled(4));
    await user.click(await screen.findByRole("button", { name: "Make a favourite: a blue bird 4" }));
    await waitFor(() => expect([...api.jobs.values()].filter((job) => job.favourite)).toHaveLength(2));
    await user.click(screen.getByRole("radio", { name: "Favourites" }));
    await waitFor(async () => expect(await cards()).toHaveLength(2));
  });

  it("has words for an empty one", async () => {
    renderPage("/?view=gallery");
    expect(await screen.findByText("No pictures yet.")).toBeVisible();
    expect(screen.getByRole("link", { name: "Paint the first ones" })).toHaveAttribute("href", "/");
  });

  it("says what went wrong and tries again", async () => {
    const api = filled(1);
    api.down = true;
    const { user } = renderPage("/?view=gallery", api);
    expect(await screen.findByRole("alert")).toHaveTextContent("The server cannot be reached.");
    api.down = false;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await cards()).toHaveLength(1);
  });
});

describe("the pictures of a job", () => {
  it("show their settings and lead back to the studio", async () => {
    const { user } = renderPage("/?gallery=job-1", filled(1));
    expect(await screen.findByRole("heading", { name: "a red fox 1", level: 1 })).toBeVisible();
    expect(screen.getAllByRole("article")).toHaveLength(5);
    expect(within(screen.getByRole("article", { name: "Noto" })).getByText(/512 × 512 · 12 steps · guidance 4 · seed 7/)).toBeVisible();
    await user.click(screen.getByRole("link", { name: "Use again" }));
    expect(await screen.findByRole("textbox", { name: "Prompt" })).toHaveValue("a red fox 1");
  });

  it("go to the trash and come back", async () => {
    const { user, api } = renderPage("/?gallery=job-2", filled(2));
    await user.click(await screen.findByRole("button", { name: "Move to the trash" }));
    await waitFor(async () => expect(await cards()).toHaveLength(1));
    expect(api.jobs.get("job-2")?.trashedAt).toBeDefined();
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(async () => expect(await cards()).toHaveLength(2));
  });

  it("are deleted for good only after a question", async () => {
    const { user, api } = renderPage("/?gallery=job-1", filled(1));
    await user.click(await screen.findByRole("button", { name: "Move to the trash" }));
    await user.click(await screen.findByRole("radio", { name: "Trash" }));
    await user.click(await screen.findByRole("link", { name: /a red fox 1/ }));
    await user.click(await screen.findByRole("button", { name: "Delete for good" }));
    expect(api.jobs.size).toBe(1);
    await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Delete for good" }));
    await waitFor(() => expect(api.jobs.size).toBe(0));
  });

  it("open large, with the others an arrow key away", async () => {
    const { user } = renderPage("/?gallery=job-1", filled(1));
    await user.click(await screen.findByRole("button", { name: "Enlarge the picture by Noto" }));
    const dialog = screen.getByRole("dialog", { name: "Noto" });
    await user.click(within(dialog).getByRole("button", { name: "Next picture" }));
    expect(screen.getByRole("dialog", { name: "Noto blobs" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("say when they are not there", async () => {
    renderPage("/?gallery=nothing");
    expect(await screen.findByRole("alert")).toHaveTextContent("There is nothing here.");
  });
});
