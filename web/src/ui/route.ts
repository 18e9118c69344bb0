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
  | { view: "studio"; job?: string | undefined; picture?: string | undefined; prefill?: Prefill | undefined }
  | ({ view: "gallery" } & GalleryChoice)
  | { view: "detail"; gallery: string; picture?: string | undefined }
  | { view: "share"; gallery: string; picture?: string | undefined }
  | { view: "compare"; pictures: string[]; mode: CompareMode }
  | { view: "api" };

/** Names the run whose picture is looked at in full, over any view. */
const PICTURE = "picture";

/** The present address with a picture that is looked at, or without. */
export function withPicture(runId: string | undefined): string {
  const query = new URLSearchParams(location.search);
  if (runId) query.set(PICTURE, runId);
  else query.delete(PICTURE);
  const text = query.toString();
  return text ? `/?${text}` : "/";
}

export function parseRoute(search: string): Route {
  const query = new URLSearchParams(search);
  const picture = query.get(PICTURE) || undefined;
  const gallery = query.get("gallery");
  if (gallery) return { view: "detail", gallery, picture };
  const share = query.get("share");
  if (share) return { view: "share", gallery: share, picture };
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
  return { view: "studio", job: query.get("job") || undefined, picture, prefill: parsePrefill(query) };
}

/** What the settings of a link look like. */
const SETTINGS = {
  steps: /^[1-9]\d{0,3}$/,
  guidance: /^\d{1,3}(\.\d{1,2})?$/,
  seed: /^\d{1,15}$/,
  size: /^[1-9]\d{0,4}x[1-9]\d{0,4}$/,
  quality: /^(low|medium|high|max)$/,
};

export type LinkSetting = keyof typeof SETTINGS;

/** The settings of a link that say nothing that could be asked. */
export function unreadable(search: string): LinkSetting[] {
  const query = new URLSearchParams(search);
  return (Object.keys(SETTINGS) as LinkSetting[]).filter((name) => query.get(name) && !readable(query, name));
}

function readable(query: URLSearchParams, name: LinkSetting): string | undefined {
  const value = query.get(name);
  return value && SETTINGS[name].test(value) ? value : undefined;
}

function parsePrefill(query: URLSearchParams): Prefill | undefined {
  const number = (name: LinkSetting) => {
    const value = readable(query, name);
    return value === undefined ? undefined : Number(value);
  };
  const prefill: Prefill = {
    prompt: query.get("prompt") ?? undefined,
    steps: number("steps"),
    guidance: number("guidance"),
    quality: readable(query, "quality") as Quality | undefined,
    seed: number("seed"),
    negativePrompt: query.get("negative") ?? undefined,
    size: readable(query, "size"),
    models: query.get("models")?.split(",").filter(Boolean),
  };
  return Object.values(prefill).some((value) => value !== undefined) ? prefill : undefined;
}

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
      set(PICTURE, route.picture);
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
      set(PICTURE, route.picture);
      break;
    case "share":
      set("share", route.gallery);
      set(PICTURE, route.picture);
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

let visits = 0;

/** Counts the ways that were gone in this page: the same link may be followed twice. */
export const useVisits = (): number => useSyncExternalStore(subscribe, () => visits, () => 0);

/** Goes to a view; `replace` when going back should not stop here. */
export function navigate(route: Route, { replace = false } = {}): void {
  const href = hrefOf(route);
  // Where a view was opened from, so that its way back can be the browser's, which keeps the scroll position.
  const from = { from: parseRoute(location.search).view };
  if (replace) history.replaceState(history.state, "", href);
  // What lies over a view is gone when people come back, so going on takes its place.
  else if (overlay()) history.replaceState(from, "", href);
  else history.pushState(from, "", href);
  visits += 1;
  for (const listener of listeners) listener();
  if (!replace) scrollTo(0, 0);
}

/** Names what lies over the view and has an entry of its own in the history, so that going back closes it. */
export const overlay = (): unknown => (history.state as { overlay?: unknown } | null)?.overlay;
