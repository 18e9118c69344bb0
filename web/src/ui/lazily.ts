import { type ComponentType, lazy } from "react";

/** Milliseconds before each further attempt. */
const PAUSES = [500, 2_000, 5_000];

/** A component whose code comes when it is wanted; a network that fails for a moment does not cost the view. */
export function lazily<P>(load: () => Promise<ComponentType<P>>) {
  return lazy(() => again(load).then((component) => ({ default: component })));
}

async function again<T>(load: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return load();
}
