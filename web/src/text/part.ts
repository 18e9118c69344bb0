import type { Catalogue } from "./catalogue";
import { currentCatalogue } from "./language";

/**
 * Texts of one part of the page. The part brings its English along, so that the first view loads no more than it shows:
 *
 *     // features/gallery/text.ts
 *     export const text = part("gallery", gallery);
 *     // in a component, an effect or a handler
 *     const t = text();
 *     t.empty; t.pictures(3);
 *
 * Ask for the texts while rendering or acting, never once for all: the language may change.
 */
export function part<Name extends keyof Catalogue>(name: Name, english: Catalogue[Name]): () => Catalogue[Name] {
  return () => currentCatalogue()?.[name] ?? english;
}
