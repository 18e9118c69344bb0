import { afterEach, expect, it, vi } from "vitest";
import { applyTheme, chooseTheme, currentTheme } from "./theme";

const colour = document.createElement("meta");
colour.name = "theme-color";
colour.content = "#faf9f7";

afterEach(() => {
  applyTheme("system");
  colour.remove();
});

it("is the system's until somebody chooses, and then theirs at the next visit, too", () => {
  document.head.append(colour);
  document.body.style.backgroundColor = "rgb(20, 19, 18)";
  expect(currentTheme()).toBe("system");
  chooseTheme("dark");
  expect(document.documentElement.dataset["theme"]).toBe("dark");
  expect(colour.content).toBe("rgb(20, 19, 18)");
  expect(currentTheme()).toBe("dark");
  chooseTheme("system");
  expect(document.documentElement).not.toHaveAttribute("data-theme");
  expect(colour.content).toBe("#faf9f7");
});

it("holds as long as the page where nothing can be kept", () => {
  for (const method of ["getItem", "setItem"] as const) {
    vi.spyOn(Storage.prototype, method).mockImplementation(() => {
      throw new Error("switched off");
    });
  }
  chooseTheme("light");
  expect(document.documentElement.dataset["theme"]).toBe("light");
  expect(currentTheme()).toBe("system");
});
