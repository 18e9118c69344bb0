import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useEffect, useRef } from "react";
import { Studio } from "@/features/studio/studio";
import { useLanguage } from "@/text/language";
import { useTray } from "@/ui/compare-tray";
import { ErrorBoundary } from "@/ui/error-boundary";
import { type Route, parseRoute, useSearch } from "@/ui/route";
import { Toaster } from "@/ui/toaster";
import { Header } from "./header";
import { shellText } from "./shell-text";
import { ApiDocs, ComparePage, DetailPage, GalleryPage, SharePage } from "./views";

const CompareTrayBar = lazy<() => ReactNode>(() =>
  import("@/ui/compare-tray-bar").then(
    (module) => ({ default: module.CompareTrayBar }),
    () => ({ default: () => null }),
  ),
);

/** The shell: the head of the page, and the view that the address names. */
export function App() {
  useLanguage();
  const route = parseRoute(useSearch());
  const main = useFocusOnChange(route.view);
  const t = shellText();
  useAfterwards();
  return (
    <>
      <a
        href="#main"
        className="sr-only z-30 rounded-md bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t.skip}
      </a>
      {route.view !== "share" && <Header route={route} />}
      <main ref={main} id="main" tabIndex={-1} className="mx-auto w-full max-w-7xl px-4 pb-[calc(var(--bottom-edge)+6rem)] outline-none sm:px-6">
        <ErrorBoundary key={boundaryKey(route)} where={route.view}>
          <Suspense fallback={<p className="py-20 text-center text-sm text-muted">{t.moment}</p>}>
            <View route={route} />
          </Suspense>
        </ErrorBoundary>
      </main>
      <Tray view={route.view} />
      <Toaster />
    </>
  );
}

/** The pictures that wait to be compared. The bar is loaded with the first of them; the page goes on without it. */
function Tray({ view }: { view: Route["view"] }) {
  if (useTray().length === 0 || view === "compare" || view === "share") return null;
  return (
    <Suspense>
      <CompareTrayBar />
    </Suspense>
  );
}

/** Nobody presses a key or loses the network before the first paint, so that may come after it. */
function useAfterwards() {
  const queryClient = useQueryClient();
  useEffect(() => {
    let stop: (() => void) | undefined;
    let left = false;
    import("./afterwards").then(
      ({ startAfterwards }) => {
        if (!left) stop = startAfterwards(queryClient);
      },
      () => undefined,
    );
    return () => {
      left = true;
      stop?.();
    };
  }, [queryClient]);
}

/** Takes the focus to the content when another view comes, so that keyboards and screen readers follow. */
function useFocusOnChange(view: Route["view"]) {
  const main = useRef<HTMLElement>(null);
  const last = useRef(view);
  useEffect(() => {
    if (last.current !== view) main.current?.focus({ preventScroll: true });
    last.current = view;
  }, [view]);
  return main;
}

function View({ route }: { route: Route }) {
  switch (route.view) {
    case "studio":
      return <Studio job={route.job} picture={route.picture} prefill={route.prefill} />;
    case "gallery":
      return <GalleryPage {...route} />;
    case "detail":
      return <DetailPage key={route.gallery} galleryId={route.gallery} picture={route.picture} />;
    case "share":
      return <SharePage key={route.gallery} galleryId={route.gallery} picture={route.picture} />;
    case "compare":
      return <ComparePage pictures={route.pictures} mode={route.mode} />;
    case "api":
      return <ApiDocs />;
  }
}

/** A fault in one view must not stay on the screen in another. */
const boundaryKey = (route: Route) => (route.view === "detail" ? `detail ${route.gallery}` : route.view);
