import { useState } from "react";

export type Theme = "system" | "light" | "dark";

const KEY = "theme";
const ORDER: readonly Theme[] = ["system", "light", "dark"];

function stored(): Theme {
  const value = safely(() => localStorage.getItem(KEY));
  return value === "light" || value === "dark" ? value : "system";
}

/** Storage may be switched off; the page then forgets, and works. */
function safely<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

export function applyTheme(theme: Theme = stored()): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

/** The theme, and how to turn to the next one. */
export function useTheme(): { theme: Theme; next: () => void } {
  const [theme, setTheme] = useState(stored);
  const next = () => {
    const following = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length] ?? "system";
    safely(() => localStorage.setItem(KEY, following));
    applyTheme(following);
    setTheme(following);
  };
  return { theme, next };
}
