import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { renderPage } from "@/testing/render-page";
import { stubWindow } from "@/testing/stub-window";

function filled(number: number): FakeApi {
  const api = new FakeApi();
  for (let at = 1; at <= number; at++) api.addJob(at % 2 ? `a red fox ${at}` : `a blue bird ${at}`, { favourite: at === 3 });
  return api;
}

const cards = () => screen.findAllByRole("listitem");
const asked = (api: FakeApi) => api.asked.filter((one) => one.startsWith("GET /gallery/list"));

describe("the gallery", () => {
  it("lists what is kept, newest first, and says when it was made", async () => {
    stubWindow();
    renderPage("/?view=gallery", filled(6));
    expect(await cards()).toHaveLength(6);
    const [first] = await cards();
    expect(within(first as HTMLElement).getByRole("link")).toHaveAccessibleName(/^a blue bird 6, 5 pictures/);
    expect(first).toHaveAttribute("aria-posinset", "1");
    expect(first).toHaveAttribute("aria-setsize", "6");
    expect(screen.getByRole("heading", { name: "Today", level: 2 })).toBeVisible();
  });

  it("searches when the typing rests, and keeps the words in the address", async () => {
    stubWindow();
    const { user, api } = renderPage("/?view=gallery", filled(6));
    await cards();
    await user.type(screen.getByRole("searchbox", { name: "Search prompts" }), "fox");
    await waitFor(async () => expect(await cards()).toHaveLength(3));
    expect(location.search).toBe("?view=gallery&q=fox");
    expect(asked(api).length).toBeLessThan(4);
  });

  it("searches at once on Enter", async () => {
    stubWindow();
    const { user } = renderPage("/?view=gallery", filled(2));
    await user.type(await screen.findByRole("searchbox"), "bird{Enter}");
    expect(location.search).toBe("?view=gallery&q=bird");
  });

  it("shows favourites, and makes them", async () => {
    stubWindow();
    const { user, api } = renderPage("/?view=gallery", filled(4));
    await user.click(await screen.findByRole("button", { name: "Make a favourite: a blue bird 4" }));
    await waitFor(() => expect([...api.jobs.values()].filter((job) => job.favourite)).toHaveLength(2));
    await user.click(screen.getByRole("radio", { name: "Favourites" }));
    await waitFor(async () => expect(await cards()).toHaveLength(2));
    expect(location.search).toBe("?view=gallery&show=favourites");
  });

  it("takes a favourite back that could not be made", async () => {
    stubWindow();
    const { user, api } = renderPage("/?view=gallery", filled(1));
    const heart = await screen.findByRole("button", { name: "Make a favourite: a red fox 1" });
    api.down = true;
    await user.click(heart);
    expect(await screen.findByText(/The server cannot be reached/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Make a favourite: a red fox 1" })).toHaveAttribute("aria-pressed", "false");
  });

  it("says what went wrong and tries again", async () => {
    stubWindow();
    const api = filled(1);
    api.down = true;
    const { user } = renderPage("/?view=gallery", api);
    expect(await screen.findByRole("alert")).toHaveTextContent("The server cannot be reached.");
    api.down = false;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await cards()).toHaveLength(1);
  });

  it("offers to go on where the next page did not come", async () => {
    stubWindow();
    const api = new FakeApi({ past: 100 });
    const scroll = stubWindow();
    const { user } = renderPage("/?view=gallery", api);
    await cards();
    api.down = true;
    await scroll(3_000);
    const again = await screen.findByRole("button", { name: "That did not work; try again" });
    api.down = false;
    await user.click(again);
    await waitFor(() => expect(screen.queryByRole("button", { name: /^That did not work/ })).not.toBeInTheDocument());
    expect(asked(api).at(-1)).toContain("cursor=");
  });

  it("brings a list that was seen before up to date", async () => {
    stubWindow();
    const { user, api, client } = renderPage("/?view=gallery", filled(2));
    await cards();
    await user.click(screen.getByRole("link", { name: "API" }));
    api.addJob("a green bus");
    await client.invalidateQueries({ queryKey: ["gallery", "list"] });
    await user.click(screen.getByRole("link", { name: "Gallery" }));
    expect(await screen.findByRole("link", { name: /^a green bus/ })).toBeVisible();
    expect(await cards()).toHaveLength(3);
  });

  it("says what is still being painted, and shows it when it is", async () => {
    stubWindow();
    const api = new FakeApi();
    api.hold();
    const { user } = renderPage("/", api);
    await user.type(await screen.findByRole("textbox", { name: "Prompt" }), "a red fox");
    await user.click(screen.getByRole("button", { name: /^Paint/ }));
    await waitFor(() => expect(location.search).toMatch(/job=/));
    await user.click(screen.getByRole("link", { name: "Gallery" }));
    expect(await screen.findByText("Being painted")).toBeVisible();
    api.release();
    await waitFor(() => expect(screen.queryByText("Being painted")).not.toBeInTheDocument(), { timeout: 12_000 });
  });
});

describe("an empty gallery", () => {
  it("offers prompts to begin with", async () => {
    stubWindow();
    const { user } = renderPage("/?view=gallery");
    expect(await screen.findByRole("heading", { name: "No pictures yet" })).toBeVisible();
    expect(screen.getByRole("link", { name: "Paint the first ones" })).toHaveAttribute("href", "/");
    await user.click(screen.getByRole("link", { name: "a robot on a pink background" }));
    expect(await screen.findByRole("textbox", { name: "Prompt" })).toHaveValue("a robot on a pink background");
  });

  it("says how a picture becomes a favourite", async () => {
    stubWindow();
    const { user } = renderPage("/?view=gallery&show=favourites");
    expect(await screen.findByRole("heading", { name: "No favourites yet" })).toBeVisible();
    await user.click(screen.getByRole("link", { name: "Show all pictures" }));
    expect(location.search).toBe("?view=gallery");
  });

  it("says what the trash is for", async () => {
    stubWindow();
    renderPage("/?view=gallery&show=trash");
    expect(await screen.findByRole("heading", { name: "The trash is empty" })).toBeVisible();
  });

  it("offers to clear what nothing was found with", async () => {
    stubWindow();
    const { user } = renderPage("/?view=gallery&q=whale&model=painter/noto", filled(2));
    expect(await screen.findByRole("heading", { name: "Nothing found for “whale”" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Clear search and filters" }));
    expect(await cards()).toHaveLength(2);
    expect(screen.getByRole("searchbox")).toHaveValue("");
  });
});

describe("jumping to a date", () => {
  it("scrolls to a time that is there", async () => {
    stubWindow();
    const { user } = renderPage("/?view=gallery", new FakeApi({ past: 300 }));
    await user.click(await screen.findByRole("button", { name: "Jump to a date" }));
    const panel = await screen.findByRole("dialog", { name: "Jump to" });
    await user.click(within(panel).getByRole("button", { name: "Yesterday" }));
    expect(scrollY).toBe(120);
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("begins the list at a day that is not", async () => {
    stubWindow();
    const { user, api } = renderPage("/?view=gallery", new FakeApi({ past: 50_000 }));
    await user.click(await screen.findByRole("button", { name: "Jump to a date" }));
    const day = new Date(Date.now() - 100 * 86_400_000).toISOString().slice(0, 10);
    fireEvent.change(await screen.findByLabelText("A day"), { target: { value: day } });
    await user.click(screen.getByRole("button", { name: "Go" }));
    await waitFor(() => expect(location.search).toBe(`?view=gallery&to=${day}`));
    await waitFor(() => expect(asked(api).at(-1)).toContain("to="));
    expect(await screen.findByRole("button", { name: /^Remove filter: Until / })).toBeVisible();
  });
});
