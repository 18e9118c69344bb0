import type { Plugin } from "vite";

/**
 * Leaves `import()` as it is. Vite would have each of them first preload what it depends on, for which the first script
 * carries a helper and the names of all files: one in a hundred of its bytes. What the parts of the page share is one file
 * instead, fetched when the page is idle.
 */
export function plainImports(): Plugin {
  return {
    name: "plain-imports",
    enforce: "pre",
    apply: "build",
    load: {
      filter: { id: /vite\/preload-helper/ },
      handler: () => "export const __vitePreload = (load) => load();",
    },
  };
}
