import { lazy, Suspense, useState } from "react";
import { useConnection } from "@/api/connection";
import { IconButton } from "@/ui/button";
import { Icon, type IconName } from "@/ui/icon";
import { Link } from "@/ui/link";
import { Mark } from "@/ui/mark";
import type { Route } from "@/ui/route";
import { shellText } from "./shell-text";

const Help = lazy(() => import("./help").then((module) => ({ default: module.Help })));
const loadPreferences = () => import("./preferences");
const Preferences = lazy(() => loadPreferences().then((module) => ({ default: module.Preferences })));
const ConnectionChip = lazy(() => import("./connection-chip").then((module) => ({ default: module.ConnectionChip })));

/** The head of every view: where people are, where they can go, and how they like it. On a phone the views are at the thumb. */
export function Header({ route }: { route: Route }) {
  const t = shellText();
  const studio = useLastStudio(route);
  const [help, setHelp] = useState(false);

  return (
    <header className="mx-auto flex w-full max-w-7xl items-center gap-1 px-4 pt-[calc(env(safe-area-inset-top)+0.75rem)] pb-3 sm:gap-2 sm:px-6">
      <Link to={{ view: "studio" }} className="mr-auto flex min-h-9 items-center gap-2 rounded-md font-semibold tracking-tight" aria-label={t.home}>
        <Mark />
        Pixel Prompt
      </Link>
      <Connected />
      <nav
        aria-label={t.views}
        className="flex gap-0.5 max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-20 max-sm:border-t max-sm:border-line max-sm:bg-raised max-sm:pb-[env(safe-area-inset-bottom)]"
      >
        <NavLink to={studio} here={route.view === "studio"} icon="brush" label={t.studio} keys="Alt+S" />
        <NavLink to={{ view: "gallery" }} here={route.view === "gallery" || route.view === "detail" || route.view === "compare"} icon="grid" label={t.gallery} keys="Alt+G" />
        <NavLink to={{ view: "api" }} here={route.view === "api"} icon="api" label={t.api} />
      </nav>
      <IconButton icon="help" label={t.keys} aria-keyshortcuts="Alt+K" onClick={() => setHelp(!help)} className="pointer-coarse:hidden" />
      <PreferencesButton onHelp={() => setHelp(true)} />
      {help && (
        <Suspense>
          <Help onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </header>
  );
}

interface NavLinkProps {
  to: Route;
  here: boolean;
  icon: IconName;
  label: string;
  keys?: string;
}

function NavLink({ to, here, icon, label, keys }: NavLinkProps) {
  return (
    <Link
      to={to}
      aria-keyshortcuts={keys}
      aria-current={here ? "page" : undefined}
      className="inline-flex min-h-9 items-center justify-center rounded-md px-3 text-sm font-medium text-muted transition-colors hover:text-ink aria-[current]:bg-sunken aria-[current]:text-ink max-sm:min-h-(--bottom-bar) max-sm:flex-1 max-sm:flex-col max-sm:gap-1 max-sm:rounded-none max-sm:bg-transparent! max-sm:text-xs max-sm:aria-[current]:text-accent"
    >
      <Icon name={icon} className="sm:hidden" />
      {label}
    </Link>
  );
}

/** The menu of preferences is loaded when somebody reaches for it; until then a button looks like its own. */
function PreferencesButton({ onHelp }: { onHelp: () => void }) {
  const [wanted, setWanted] = useState(false);
  const prefetch = () => void loadPreferences().catch(() => undefined);
  const button = (
    <IconButton
      icon="gear"
      label={shellText().preferences}
      aria-haspopup="menu"
      aria-expanded={false}
      aria-keyshortcuts="Alt+,"
      className="pointer-coarse:size-11"
      onClick={() => setWanted(true)}
      onPointerEnter={prefetch}
      onFocus={prefetch}
    />
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <Preferences onHelp={onHelp} />
    </Suspense>
  );
}

/** Says that the page is on its own, where it is. */
function Connected() {
  const { state, keptSince } = useConnection();
  if (state === "online" && !keptSince) return null;
  return (
    <Suspense>
      <ConnectionChip />
    </Suspense>
  );
}

/** The studio as it was last, so that looking into the gallery does not lose the job. */
function useLastStudio(route: Route): Route {
  const [last, setLast] = useState<Route>({ view: "studio" });
  if (route.view === "studio" && route.job !== (last.view === "studio" ? last.job : undefined)) setLast({ view: "studio", job: route.job });
  return last;
}
