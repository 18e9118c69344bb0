import { useSyncExternalStore } from "react";
import type { Quality } from "@/api/types";

/** What the form of the studio can be filled with by a link. */
export interface Prefill {
  prompt?: string | undefined;
  steps?: number | undefined;
  guidance?: number | undefined;
  quality?: Quality | undefined;
  seed?: number | undefined;
  negativePrompt?: string | undefined;
  size?: string | undefined;
  models?: string[] | undefined;
}

export type CompareMode = "side" | "slider" | "blink";
/** As many pictures are compared at once. */
export const MOST_COMPARED = 4;

/** Which galleries are listed. */
export interface GalleryChoice {
  q?: string | undefined;
  /** A model's id. */
  model?: string | undefined;
  /** The first day, as 2026-11-22; days are those of whoever looks. */
  from?: string | undefined;
  /** The last day. */
  to?: string | undefined;
  show?: "favourites" | "trash" | undefined;
}

/** Every view of the page. All of its state that a link should carry is in the query string. */
export type Route =
  | { view: "studio"; job?: string | undefined; prefill?: Prefill | undefined }
  | ({ view: "gallery" } & GalleryChoice)
  | { view: "detail"; gallery: string }
  | { view: "share"; gallery: string }
  | { view: "compare"; pictures: string[]; mode: CompareMode }
  | { view: "api" };

export function parseRoute(search: string): Route {
  const query = new URLSearchParams(search);
  const gallery = query.get("gallery");
  if (gallery) return { view: "detail", gallery };
  const share = query.get("share");
  if (share) return { view: "share", gallery: share };
  const compare = query.get("compare");
  if (compare) {
    const mode = query.get("mode");
    const pictures = [...new Set(compare.split(",").filter(Boolean))].slice(0, MOST_COMPARED);
    return { view: "compare", pictures, mode: mode === "slider" || mode === "blink" ? mode : "side" };
  }
  if (query.get("view") === "api") return { view: "api" };
  if (query.get("view") === "gallery") {
    const show = query.get("show");
    return {
      view: "gallery",
      q: query.get("q") ?? undefined,
      model: query.get("model") ?? undefined,
      from: dayOf(query.get("from")),
      to: dayOf(query.get("to")),
      show: show === "favourites" || show === "trash" ? show : undefined,
    };
  }
  return { view: "studio", job: query.get("job") || undefined, prefill: parsePrefill(query) };
}

function parsePrefill(query: URLSearchParams): Prefill | undefined {
  const number = (name: string) => {
    const value = query.get(name);
    return value !== null && value !== "" && Number.isFinite(Number(value)) ? Number(value) : undefined;
  };
  const prefill: Prefill = {
    prompt: query.get("prompt") ?? undefined,
    steps: number("steps"),
    guidance: number("guidance"),
    quality: qualityOf(query.get("quality")),
    seed: number("seed"),
    negativePrompt: query.get("negative") ?? undefined,
    size: query.get("size") ?? undefined,
    models: query.get("models")?.split(",").filter(Boolean),
  };
  return Object.values(prefill).some((value) => value !== undefined) ? prefill : undefined;
}

const qualityOf = (text: string | null): Quality | undefined =>
  text === "low" || text === "medium" || text === "high" || text === "max" ? text : undefined;

const dayOf = (text: string | null): string | undefined =>
  text && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;

export function hrefOf(route: Route): string {
  const query = new URLSearchParams();
  const set = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== "") query.set(name, String(value));
  };
  switch (route.view) {
    case "studio":
      set("job", route.job);
      set("prompt", route.prefill?.prompt);
      set("steps", route.prefill?.steps);
      set("guidance", route.prefill?.guidance);
      set("quality", route.prefill?.quality);
      set("seed", route.prefill?.seed);
      set("negative", route.prefill?.negativePrompt);
      set("size", route.prefill?.size);
      set("models", route.prefill?.models?.join(","));
      break;
    case "gallery":
      set("view", "gallery");
      set("q", route.q);
      set("model", route.model);
      set("from", route.from);
      set("to", route.to);
      set("show", route.show);
      break;
    case "detail":
      set("gallery", route.gallery);
      break;
    case "share":
      set("share", route.gallery);
      break;
    case "compare":
      set("compare", route.pictures.join(","));
      set("mode", route.mode === "side" ? undefined : route.mode);
      break;
    case "api":
      set("view", "api");
      break;
  }
  const text = query.toString();
  return text ? `/?${text}` : "/";
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("popstate", listener);
  };
}

/** The query string now, and again whenever it changes. The first paint, which the server sends, has none. */
export function useSearch(): string {
  return useSyncExternalStore(subscribe, () => location.search, () => "");
}

/** Goes to a view; `replace` when going back should not stop here. */
export function navigate(route: Route, { replace = false } = {}): void {
  const href = hrefOf(route);
  // Where a view was opened from, so that its way back can be the browser's, which keeps the scroll position.
  const from = { from: parseRoute(location.search).view };
  if (replace) history.replaceState(history.state, "", href);
  // What lies over a view is gone when people come back, so going on takes its place.
  else if (overlay()) history.replaceState(from, "", href);
  else history.pushState(from, "", href);
  for (const listener of listeners) listener();
  if (!replace) scrollTo(0, 0);
}

/** Names what lies over the view and has an entry of its own in the history, so that going back closes it. */
export const overlay = (): unknown => (history.state as { overlay?: unknown } | null)?.overlay;
