import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { renderPage } from "@/testing/render-page";
import { stubWindow } from "@/testing/stub-window";
import { beginOf, dayOf, daysAfter, endOf } from "./dates";

const DAY = 86_400_000;
const today = dayOf(Date.now());

function filled(): FakeApi {
  const api = new FakeApi();
  api.addJob("an old fox", { at: Date.now() - 60 * DAY, models: ["painter/noto"] });
  api.addJob("a fox of last week", { at: Date.now() - 5 * DAY, models: ["painter/noto"] });
  api.addJob("a fox of today", { models: ["painter/blobs"] });
  return api;
}

const prompts = async () => (await screen.findAllByRole("link", { name: /fox/ })).map((one) => one.getAttribute("aria-label")?.split(",")[0]);
const lastAsked = (api: FakeApi) => new URLSearchParams(api.asked.findLast((one) => one.startsWith("GET /gallery/list"))?.split("?")[1]);

async function open() {
  const page = renderPage("/?view=gallery", filled());
  await prompts();
  await page.user.click(screen.getByRole("button", { name: "Filter" }));
  return { ...page, panel: await screen.findByRole("dialog", { name: "Filter" }) };
}

beforeEach(() => {
  stubWindow();
});

describe("the filters", () => {
  it("choose a model, and say so in a chip", async () => {
    const { user, panel } = await open();
    await within(panel).findByRole("option", { name: "Noto" });
    await user.selectOptions(within(panel).getByRole("combobox", { name: "Model" }), "Noto");
    await waitFor(async () => expect(await prompts()).toEqual(["a fox of last week", "an old fox"]));
    expect(location.search).toBe("?view=gallery&model=painter%2Fnoto");
    expect(screen.getByRole("button", { name: "Filter, 1 set" })).toBeVisible();
    await user.keyboard("{Escape}");
    await user.click(screen.getByRole("button", { name: "Remove filter: Noto" }));
    await waitFor(async () => expect(await prompts()).toHaveLength(3));
    expect(location.search).toBe("?view=gallery");
  });

  it("take the id of a model that is not here any more", async () => {
    const { user, panel } = await open();
    await user.selectOptions(within(panel).getByRole("combobox", { name: "Model" }), "Another model’s id…");
    const id = within(panel).getByRole("textbox", { name: "The model’s id" });
    await user.type(id, "gone/one ß");
    expect(within(panel).getByText("Letters, digits and _ . : / - only.")).toBeVisible();
    await user.keyboard("{Enter}");
    expect(location.search).toBe("?view=gallery");
    await user.clear(id);
    await user.type(id, "gone/one{Enter}");
    await waitFor(() => expect(location.search).toBe("?view=gallery&model=gone%2Fone"));
    expect(await screen.findByRole("heading", { name: "Nothing found" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Remove filter: gone/one" })).toBeVisible();
  });

  it("choose a span of days, which become moments of this time zone", async () => {
    const { user, panel, api } = await open();
    await user.click(within(panel).getByRole("radio", { name: "Last 7 days" }));
    await waitFor(async () => expect(await prompts()).toEqual(["a fox of today", "a fox of last week"]));
    expect(location.search).toBe(`?view=gallery&from=${daysAfter(today, -6)}`);
    expect(lastAsked(api).get("from")).toBe(beginOf(daysAfter(today, -6)));
    await user.click(within(panel).getByRole("radio", { name: "Today" }));
    await waitFor(async () => expect(await prompts()).toEqual(["a fox of today"]));
    await user.click(within(panel).getByRole("radio", { name: "Any time" }));
    await waitFor(async () => expect(await prompts()).toHaveLength(3));
  });

  it("choose days by hand; the last one belongs to them", async () => {
    const { user, panel, api } = await open();
    await user.click(within(panel).getByRole("radio", { name: "From … to …" }));
    const [from, to] = [daysAfter(today, -61), daysAfter(today, -5)];
    fireEvent.change(within(panel).getByLabelText("From"), { target: { value: from } });
    fireEvent.change(within(panel).getByLabelText("To"), { target: { value: to } });
    await waitFor(async () => expect(await prompts()).toEqual(["a fox of last week", "an old fox"]));
    expect(location.search).toBe(`?view=gallery&from=${from}&to=${to}`);
    expect(lastAsked(api).get("to")).toBe(endOf(to));
    fireEvent.change(within(panel).getByLabelText("From"), { target: { value: "" } });
    await waitFor(() => expect(location.search).toBe(`?view=gallery&to=${to}`));
  });

  it("are cleared all at once", async () => {
    const { user, panel } = await open();
    await within(panel).findByRole("option", { name: "Noto blobs" });
    await user.selectOptions(within(panel).getByRole("combobox", { name: "Model" }), "Noto blobs");
    await user.click(within(panel).getByRole("radio", { name: "Last 30 days" }));
    await user.click(within(panel).getByRole("button", { name: "Clear filters" }));
    await waitFor(() => expect(location.search).toBe("?view=gallery"));
    expect(within(panel).getByRole("radio", { name: "Any time" })).toBeChecked();
    await user.click(within(panel).getByRole("button", { name: "Close" }));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("are read from the address, and cleared with the words", async () => {
    const { user } = renderPage(`/?view=gallery&q=fox&model=painter/noto&from=${daysAfter(today, -6)}`, filled());
    await waitFor(async () => expect(await prompts()).toEqual(["a fox of last week"]));
    const chips = screen.getByRole("list", { name: "Filters that are set" });
    expect(within(chips).getAllByRole("button").map((one) => one.textContent)).toEqual(["“fox”", "Noto", "Last 7 days", "Clear all"]);
    await user.click(within(chips).getByRole("button", { name: "Remove filter: “fox”" }));
    expect(screen.getByRole("searchbox")).toHaveValue("");
    await user.click(screen.getByRole("button", { name: "Clear all" }));
    expect(location.search).toBe("?view=gallery");
  });

  it("are a sheet on a phone", async () => {
    vi.stubGlobal("matchMedia", () => ({ matches: true, addEventListener: () => undefined, removeEventListener: () => undefined }));
    const { user } = renderPage("/?view=gallery", filled());
    await prompts();
    await user.click(screen.getByRole("button", { name: "Filter" }));
    const sheet = await screen.findByRole("dialog", { name: "Filter" });
    expect(sheet.tagName).toBe("DIALOG");
    await user.click(within(sheet).getByRole("radio", { name: "Today" }));
    await user.click(within(sheet).getByRole("button", { name: "Done" }));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    await waitFor(async () => expect(await prompts()).toEqual(["a fox of today"]));
  });
});
