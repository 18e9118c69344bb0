import { haveOwnLook } from "@/text/own-look";

export const THEMES = ["system", "light", "dark"] as const;

export type Theme = (typeof THEMES)[number];

const KEY = "theme";

/** The theme that somebody chose here, else the system's. */
export function currentTheme(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    // Storage may be switched off; the page then forgets, and works.
    return "system";
  }
}

/** Shows a theme. The bar of a phone's browser takes its colour from two <meta>, one for each of the system's. */
export function applyTheme(theme: Theme = currentTheme()): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset["theme"];
  else {
    root.dataset["theme"] = theme;
    haveOwnLook();
  }
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]")) {
    meta.dataset["own"] ??= meta.content;
    meta.content = theme === "system" ? meta.dataset["own"] : getComputedStyle(document.body).backgroundColor;
  }
}

/** Shows a theme from now on and at the next visits. */
export function chooseTheme(theme: Theme): void {
  applyTheme(theme);
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // The choice then holds as long as the page.
  }
}
