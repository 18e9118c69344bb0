import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { renderPage } from "@/testing/render-page";
import { stubWindow } from "@/testing/stub-window";

/** Jobs of one moment, so that no midnight comes between them. */
function today(number: number): FakeApi {
  const api = new FakeApi();
  const at = Date.now();
  for (let job = 1; job <= number; job++) api.addJob(`a fox ${job}`, { at });
  return api;
}

/** Resolves when nothing more is being fetched. */
async function settled(api: FakeApi) {
  for (let before = -1; before !== api.asked.length; ) {
    before = api.asked.length;
    await act(() => new Promise((resolve) => setTimeout(resolve, 40)));
  }
}

const cards = () => screen.findAllByRole("listitem");
const link = (number: number) => screen.findByRole("link", { name: new RegExp(` ${number}, 5 pictures`) });

describe("the wall", () => {
  it("has only what is near the window in the document, however far one scrolls", async () => {
    const scroll = stubWindow(400, 600);
    const { api } = renderPage("/?view=gallery", new FakeApi({ past: 100_000 }));
    expect((await cards()).length).toBeLessThan(24);
    for (let jump = 1; jump <= 4; jump++) {
      await scroll(jump * 20_000);
      await settled(api);
    }
    expect(api.asked.filter((one) => one.includes("cursor=")).length).toBeGreaterThan(4);
    const shown = await cards();
    expect(shown.length).toBeLessThan(24);
    expect(Math.min(...shown.map((card) => Number(card.dataset["item"])))).toBeGreaterThan(300);
  });

  it("asks for more before the end is seen, and says so while nobody knows how many there are", async () => {
    const scroll = stubWindow();
    const { api } = renderPage("/?view=gallery", new FakeApi({ past: 150 }));
    await cards();
    const asked = () => api.asked.filter((one) => one.startsWith("GET /gallery/list")).map((one) => one.replace(/cursor=[^&]+/, "cursor"));
    await waitFor(() => expect(asked()).toEqual(["GET /gallery/list?limit=24", "GET /gallery/list?limit=60&cursor"]));
    await scroll(1_200);
    await waitFor(() => expect(asked()).toHaveLength(4));
    await scroll(3_000);
    await waitFor(async () => expect((await cards()).at(-1)).not.toHaveAttribute("aria-setsize", "-1"));
  });

  it("fetches again what was so far away that only its outline was kept", async () => {
    const scroll = stubWindow(400, 600);
    const { api } = renderPage("/?view=gallery", new FakeApi({ past: 3_000 }));
    await cards();
    for (let jump = 1; jump <= 6; jump++) {
      await scroll(jump * 25_000);
      await settled(api);
    }
    const second = api.asked.find((one) => one.includes("cursor=")) ?? "";
    expect(api.asked.filter((one) => one === second)).toHaveLength(1);
    await scroll(5_000);
    await waitFor(() => expect(api.asked.filter((one) => one === second)).toHaveLength(2));
    await waitFor(async () => expect((await screen.findAllByRole("link", { name: /, 5 pictures/ })).length).toBeGreaterThan(12));
  });

  it("is walked by the arrows, and keeps the card that has the focus", async () => {
    const scroll = stubWindow(1_200, 400);
    const { user } = renderPage("/?view=gallery", today(60));
    const first = await link(60);
    act(() => first.focus());
    await user.keyboard("{ArrowRight}");
    expect(await link(59)).toHaveFocus();
    await user.keyboard("{ArrowDown}");
    expect(await link(54)).toHaveFocus();
    await user.keyboard("{ArrowUp}{ArrowLeft}");
    expect(first).toHaveFocus();
    await scroll(6_000);
    expect(first).toHaveFocus();
    expect(first).toBeInTheDocument();
    act(() => first.blur());
    await waitFor(() => expect(first).not.toBeInTheDocument());
  });

  it("can give the focus to a card beyond the window", async () => {
    stubWindow(400, 300);
    const { user } = renderPage("/?view=gallery", today(24));
    const first = await link(24);
    act(() => first.focus());
    for (let row = 0; row < 6; row++) await user.keyboard("{ArrowDown}");
    expect(await link(12)).toHaveFocus();
  });

  it("is where it was for those who come back", async () => {
    const scroll = stubWindow();
    const { user, api } = renderPage("/?view=gallery", new FakeApi({ past: 400 }));
    await cards();
    await scroll(2_500);
    await waitFor(() => expect(history.state).toMatchObject({ place: { item: expect.any(Number) as number } }));
    const [shown] = await screen.findAllByRole("link", { name: /, 5 pictures/ });
    await user.click(shown as HTMLElement);
    expect(await screen.findByRole("heading", { level: 1 })).toBeVisible();
    await scroll(0);
    const before = api.asked.length;
    act(() => history.back());
    await cards();
    expect(scrollY).toBe(2_500);
    expect(api.asked.slice(before).filter((one) => one.startsWith("GET /gallery/list") && !one.includes("cursor="))).toEqual([]);
  });

  it("begins at its top when something else is asked for", async () => {
    const scroll = stubWindow();
    const { user } = renderPage("/?view=gallery", new FakeApi({ past: 400 }));
    await cards();
    await scroll(2_500);
    await user.click(screen.getByRole("radio", { name: "Favourites" }));
    await cards();
    expect(scrollY).toBe(0);
  });

  it("has two columns on a phone", async () => {
    stubWindow(400);
    renderPage("/?view=gallery", today(3));
    const [first, second, third] = await cards();
    expect(first?.style.top).toBe(second?.style.top);
    expect(third?.style.top).not.toBe(first?.style.top);
  });
});
