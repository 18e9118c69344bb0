/** Where somebody is in a list: the first card in view, and how far its row is beyond the top of the window, in pixels. */
export interface Place {
  item: number;
  beyond: number;
}

/** The place that this entry of the browser's history was left at; none for one that is new. */
export function savedPlace(): Place | undefined {
  const state: unknown = history.state;
  if (typeof state !== "object" || state === null || !("place" in state)) return undefined;
  const place = state.place;
  if (typeof place !== "object" || place === null || !("item" in place) || !("beyond" in place)) return undefined;
  return typeof place.item === "number" && typeof place.beyond === "number" ? { item: place.item, beyond: place.beyond } : undefined;
}

/** Keeps the place with this entry of the history, for who comes back to it. */
export function savePlace(place: Place | undefined): void {
  const state: unknown = history.state;
  history.replaceState({ ...(typeof state === "object" ? state : {}), place }, "");
}
