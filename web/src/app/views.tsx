import type { QueryClient } from "@tanstack/react-query";
import { type ComponentType, createElement, lazy, useState } from "react";
import { parseRoute, type Route } from "@/ui/route";

/** A view with a file of its own. */
interface View<P> {
  (props: P): React.ReactNode;
  /** Fetches the file. */
  prepare: () => Promise<unknown>;
}

/**
 * A view that is loaded when it is wanted. One that is there already is shown at once: React, once it has shown something
 * in place of a view, leaves that for a third of a second.
 */
function later<P extends object>(load: () => Promise<ComponentType<P>>): View<P> {
  let there: ComponentType<P> | undefined;
  const prepare = () => load().then((view) => (there = view));
  const Lazy = lazy(() => prepare().then((view) => ({ default: view }))) as unknown as ComponentType<P>;
  function Later(props: P) {
    // As long as it is shown it must stay the same.
    const [Shown] = useState<ComponentType<P>>(() => there ?? Lazy);
    return createElement(Shown, props);
  }
  return Object.assign(Later, { prepare });
}

export const GalleryPage = later(() => import("@/features/gallery/gallery-page").then((module) => module.GalleryPage));
export const DetailPage = later(() => import("@/features/gallery/detail-page").then((module) => module.DetailPage));
export const SharePage = later(() => import("@/features/share/share-page").then((module) => module.SharePage));
export const ComparePage = later(() => import("@/features/compare/compare-page").then((module) => module.ComparePage));
export const ApiDocs = later(() => import("@/features/api-docs/api-docs").then((module) => module.ApiDocs));

const VIEWS: Partial<Record<Route["view"], { prepare: () => Promise<unknown> }>> = {
  gallery: GalleryPage,
  detail: DetailPage,
  share: SharePage,
  compare: ComparePage,
  api: ApiDocs,
};

/** Milliseconds that the head of the page waits for the view. */
const PATIENCE = 100;

/** Waits a moment for the view that an address names and for what it shows; src/early.ts may have begun with both. */
export async function viewOf(search: string, queryClient: QueryClient): Promise<void> {
  const route = parseRoute(search);
  const all = Promise.all([VIEWS[route.view]?.prepare(), answerOf(route, queryClient)]);
  // Whoever shows the view is told of the fault.
  await Promise.race([all.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

async function answerOf(route: Route, queryClient: QueryClient): Promise<void> {
  if (route.view === "detail") await (await import("@/features/gallery/detail-page")).askDetail(queryClient, route.gallery);
  if (route.view === "gallery") await (await import("@/features/gallery/gallery-page")).askGallery(queryClient, route);
}
