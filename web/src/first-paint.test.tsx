import { act, screen, waitFor } from "@testing-library/react";
import { hydrateRoot, type Root as ReactRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeQueryClient } from "@/app/query-client";
import { start } from "@/app/start";
import { firstPaint } from "@/first-paint";
import { FakeApi } from "@/testing/fake-api";
import { install } from "@/testing/render-page";
import { speak } from "@/text/language";

vi.mock(import("react-dom/client"), async (original) => {
  const real = await original();
  const kept = <T extends ReactRoot>(root: T): T => {
    roots.push(root);
    return root;
  };
  return {
    ...real,
    hydrateRoot: vi.fn<typeof real.hydrateRoot>((container, page, options) =>
      kept(real.hydrateRoot(container, page, { ...options, onRecoverableError: (error) => faults.push(error) })),
    ),
    createRoot: vi.fn<typeof real.createRoot>((...given) => kept(real.createRoot(...given))),
  };
});

const { roots, faults } = vi.hoisted(() => ({ roots: [] as ReactRoot[], faults: [] as unknown[] }));

let page: HTMLElement;

beforeEach(() => {
  page = document.body.appendChild(document.createElement("div"));
  faults.length = 0;
  vi.mocked(hydrateRoot).mockClear();
});

afterEach(() => {
  act(() => roots.splice(0).forEach((root) => root.unmount()));
  page.remove();
  document.cookie = "own-look=; max-age=0";
});

/** A visit to the page with its first paint. */
async function visit(painted = "en", api = new FakeApi()): Promise<FakeApi> {
  install(api);
  page.innerHTML = await firstPaint(painted === "en" ? "en" : "de");
  await speak("en");
  return api;
}

const live = (painted = "en") => act(() => {
    start(page, makeQueryClient(), painted);
    return Promise.resolve();
  });
const box = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Prompt" });

describe("the first paint", () => {
  it("shows the studio in each language before any script is there", async () => {
    expect(await firstPaint("en")).toContain("a red fox on a light blue background");
    const german = await firstPaint("de");
    expect(german).toContain("Galerie");
    expect(german).not.toContain("Gallery");
    // What the content security policy forbids, or would fetch too early.
    expect(german).not.toMatch(/<(style|script|link)| style=/);
  });

  it("is taken over as it is, and comes to life", async () => {
    await visit();
    const before = [...page.querySelectorAll("button, img, textarea, h2")];
    expect(before.length).toBeGreaterThan(12);
    await live();
    expect(await screen.findByRole("button", { name: /All 5 models/ })).toBeVisible();
    expect(hydrateRoot).toHaveBeenCalledOnce();
    for (const element of before) expect(page).toContainElement(element as HTMLElement);
    expect(await screen.findByRole("slider", { name: "Steps" })).toBeVisible();
    expect(faults).toEqual([]);
  });

  it("keeps what was typed into it", async () => {
    await visit();
    box().value = "a green bus";
    await live();
    await waitFor(() => expect(screen.getByRole("button", { name: /^Paint/ })).not.toHaveAttribute("aria-disabled"));
    expect(box()).toHaveValue("a green bus");
    expect(faults).toEqual([]);
  });

  it("gives way to another language, and is left out from then on", async () => {
    await visit("de");
    expect(page).toHaveTextContent("Galerie");
    await live("de");
    expect(await screen.findByRole("link", { name: "Gallery" })).toBeVisible();
    expect(page).not.toHaveTextContent("Galerie");
    expect(document.cookie).toContain("own-look=1");
  });

  it("gives way to a draft", async () => {
    sessionStorage.setItem("draft", JSON.stringify({ prompt: "a blue bird" }));
    await visit();
    await live();
    await waitFor(() => expect(box()).toHaveValue("a blue bird"));
    expect(hydrateRoot).not.toHaveBeenCalled();
    expect(document.cookie).not.toContain("own-look");
  });
});

describe("what comes after the first paint", () => {
  it("presses again what was pressed before it was there", async () => {
    vi.stubGlobal("PerformanceObserver", { supportedEntryTypes: [] });
    await visit();
    await import("@/after-paint");
    screen.getByRole("button", { name: /History/ }).click();
    await live();
    expect(await screen.findByRole("button", { name: /History/, expanded: true })).toBeVisible();
  });
});
