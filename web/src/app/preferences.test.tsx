import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import * as language from "@/text/language";
import { renderPage } from "@/testing/render-page";
import * as sound from "@/ui/sound";

const open = async (user: ReturnType<typeof renderPage>["user"], name = "Preferences") => {
  await user.click(screen.getByRole("button", { name }));
  return screen.findByRole("menu", { name });
};

describe("the menu of preferences", () => {
  it("changes the language while the page is open, and loses nothing of what was typed", async () => {
    const { user } = renderPage();
    const prompt = screen.getByRole("textbox", { name: "Prompt" });
    await user.type(prompt, "a red fox");
    const menu = await open(user);
    expect(within(menu).getByRole("menuitemradio", { name: "English" })).toBeChecked();
    await user.click(within(menu).getByRole("menuitemradio", { name: "Deutsch" }));
    expect(await screen.findByRole("link", { name: "Galerie" })).toBeVisible();
    expect(screen.getByRole("menuitemradio", { name: "Deutsch" })).toBeChecked();
    expect(document.documentElement.lang).toBe("de");
    expect(prompt).toHaveValue("a red fox");
    expect(prompt).toBeInTheDocument();

    await user.keyboard("{Escape}");
    expect(screen.queryByRole("menu")).not.toBeInTheDocument();
    await user.click(screen.getByRole("link", { name: "Galerie" }));
    await waitFor(() => expect(document.title).toBe("Galerie · Pixel Prompt"));
    expect(localStorage.getItem("language")).toBe("de");
  });

  it("says so when a language cannot be loaded, and stays with the one that is spoken", async () => {
    const { user } = renderPage();
    vi.spyOn(language, "chooseLanguage").mockRejectedValue(new TypeError("Failed to fetch dynamically imported module"));
    const menu = await open(user);
    await user.click(within(menu).getByRole("menuitemradio", { name: "Español" }));
    expect(await screen.findByText(/That language could not be loaded\./)).toBeVisible();
    expect(screen.getByRole("menuitemradio", { name: "English" })).toBeChecked();
  });

  it("changes the theme and turns sounds on, and shows both", async () => {
    const { user } = renderPage();
    const play = vi.spyOn(sound, "chooseSounds");
    const menu = await open(user);
    expect(within(menu).getByRole("menuitemradio", { name: "Like the system" })).toBeChecked();
    await user.click(within(menu).getByRole("menuitemradio", { name: "Dark" }));
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    expect(within(menu).getByRole("menuitemradio", { name: "Dark" })).toBeChecked();
    const sounds = within(menu).getByRole("menuitemcheckbox", { name: "Sounds when pictures are done" });
    expect(sounds).not.toBeChecked();
    await user.click(sounds);
    expect(sounds).toBeChecked();
    expect(play).toHaveBeenCalledWith(true);
    await user.click(within(menu).getByRole("menuitemradio", { name: "Like the system" }));
    expect(document.documentElement).not.toHaveAttribute("data-theme");
  });

  it("opens by its key, and leads to the sheet of keys", async () => {
    const { user } = renderPage();
    await waitFor(() => {
      act(() => void document.body.dispatchEvent(new KeyboardEvent("keydown", { code: "Comma", altKey: true, bubbles: true })));
      expect(screen.getByRole("menu")).toBeVisible();
    });
    await user.click(screen.getByRole("menuitem", { name: "Keys" }));
    expect(await screen.findByRole("dialog", { name: "Keys" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Close" }));
    act(() => void document.body.dispatchEvent(new KeyboardEvent("keydown", { code: "Comma", altKey: true, bubbles: true })));
    expect(await screen.findByRole("menu")).toBeVisible();
  });

  it("installs the page where the browser offers to", async () => {
    const { user } = renderPage();
    const prompt = vi.fn(() => Promise.resolve());
    let offer: Event;
    await waitFor(() => {
      offer = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), { prompt });
      act(() => void dispatchEvent(offer));
      expect(offer.defaultPrevented).toBe(true);
    });
    await open(user);
    await user.click(screen.getByRole("menuitem", { name: "Install as an app" }));
    expect(prompt).toHaveBeenCalledOnce();
    await open(user);
    expect(screen.queryByRole("menuitem", { name: "Install as an app" })).not.toBeInTheDocument();
  });
});
