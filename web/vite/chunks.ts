import type { Plugin } from "vite";

/** What stands around every `import()` of the page. The event is the one that Vite's own helper sends. */
const HELPER = `
export const __vitePreload = (load) => load().catch((error) => {
  dispatchEvent(Object.assign(new Event("vite:preloadError"), { payload: error }));
  throw error;
});
`;

/**
 * Which scripts are built into which files. `import()` is left nearly as it is: Vite would have each preload what it
 * depends on, for which the first script carries a helper and the names of all files, one in a hundred of its bytes. What
 * the later parts share is one file instead, fetched when the page is idle.
 *
 * Not in the demo, which begins by waiting for parts of itself: they could then be in one file with what waits.
 */
export function chunks(): Plugin {
  return {
    name: "chunks",
    enforce: "pre",
    apply: (_, { command, mode }) => command === "build" && mode !== "demo",
    config: () => ({
      build: {
        modulePreload: { polyfill: false, resolveDependencies: (_, files, { hostType }) => (hostType === "html" ? files : []) },
        rolldownOptions: {
          output: {
            // A file that parts share is named after them, joined by a character that is none for a URL.
            chunkFileNames: ({ name }) => `assets/${name.replaceAll("~", "-")}-[hash].js`,
            codeSplitting: {
              groups: [
                // It stays in people's caches when the page changes.
                { name: "react", test: /node_modules\/(react|react-dom|scheduler)\//, priority: 3 },
                { name: "first", tags: ["$initial"], priority: 2 },
                { name: "shared", test: /\/src\/(ui|api|text\/(en|plural))/, minShareCount: 2, priority: 1 },
                { name: "radix", test: /node_modules\/(@radix-ui|radix-ui|@floating-ui)\//, entriesAware: true, entriesAwareMergeThreshold: 4_000 },
              ],
            },
          },
        },
      },
    }),
    load: {
      filter: { id: /vite\/preload-helper/ },
      handler: () => HELPER,
    },
  };
}
