import { lazy, Suspense, useEffect, useState } from "react";
import { IconButton } from "@/ui/button";
import { Link } from "@/ui/link";
import { Mark } from "@/ui/mark";
import type { Route } from "@/ui/route";
import { type Theme, useTheme } from "@/ui/theme";

const Help = lazy(() => import("./help").then((module) => ({ default: module.Help })));

const TITLES: Record<Route["view"], string> = {
  studio: "Pixel Prompt",
  gallery: "Gallery · Pixel Prompt",
  detail: "Pictures · Pixel Prompt",
  compare: "Compare · Pixel Prompt",
  api: "API · Pixel Prompt",
};

const THEMES: Record<Theme, { icon: "system" | "sun" | "moon"; label: string }> = {
  system: { icon: "system", label: "Theme: like the system. Change to light" },
  light: { icon: "sun", label: "Theme: light. Change to dark" },
  dark: { icon: "moon", label: "Theme: dark. Change to like the system" },
};

export function Header({ route }: { route: Route }) {
  const { theme, next } = useTheme();
  const studio = useLastStudio(route);
  const [help, setHelp] = useState(false);
  useKeys();
  useEffect(() => {
    document.title = TITLES[route.view];
  }, [route.view]);

  return (
    <header className="mx-auto flex w-full max-w-7xl items-center gap-1 px-4 py-3 sm:gap-2 sm:px-6">
      <Link to={{ view: "studio" }} className="mr-auto flex min-h-9 items-center gap-2 rounded-md font-semibold tracking-tight" aria-label="Pixel Prompt, new prompt">
        <Mark />
        <span className="hidden min-[430px]:inline">Pixel Prompt</span>
      </Link>
      <nav aria-label="Views" className="flex gap-0.5">
        <NavLink to={studio} here={route.view === "studio"} label="Studio" keys="Alt+S" />
        <NavLink to={{ view: "gallery" }} here={route.view === "gallery" || route.view === "detail" || route.view === "compare"} label="Gallery" keys="Alt+G" />
        <NavLink to={{ view: "api" }} here={route.view === "api"} label="API" />
      </nav>
      <IconButton icon="help" label="Keys" aria-keyshortcuts="Alt+K" onClick={() => setHelp(!help)} className="pointer-coarse:hidden" />
      <IconButton icon={THEMES[theme].icon} label={THEMES[theme].label} onClick={next} />
      {help && (
        <Suspense>
          <Help onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </header>
  );
}

function NavLink({ to, here, label, keys }: { to: Route; here: boolean; label: string; keys?: string }) {
  return (
    <Link
      to={to}
      aria-keyshortcuts={keys}
      aria-current={here ? "page" : undefined}
      className="inline-flex min-h-9 items-center rounded-md px-3 text-sm font-medium text-muted transition-colors hover:text-ink aria-[current]:bg-sunken aria-[current]:text-ink"
    >
      {label}
    </Link>
  );
}

/** Nobody presses a key before the first paint, so they may come after it. */
function useKeys() {
  useEffect(() => {
    let stop: (() => void) | undefined;
    let left = false;
    import("./keys").then(
      ({ listenToKeys }) => {
        if (!left) stop = listenToKeys();
      },
      () => undefined,
    );
    return () => {
      left = true;
      stop?.();
    };
  }, []);
}

/** The studio as it was last, so that looking into the gallery does not lose the job. */
function useLastStudio(route: Route): Route {
  const [last, setLast] = useState<Route>({ view: "studio" });
  if (route.view === "studio" && route.job !== (last.view === "studio" ? last.job : undefined)) setLast({ view: "studio", job: route.job });
  return last;
}
