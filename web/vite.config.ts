import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { demo } from "./src/testing/demo/plugin.ts";
import { plainImports } from "./vite/plain-imports.ts";

/** The first parts of the paths that the server answers; everything else is the page. */
const API = "^/(generate|status|jobs|gallery|images|enhance|log|models|budget|healthz|readyz|openapi\\.json)(/|$|\\?)";

const proxy = { [API]: { target: process.env["PIXELPROMPT_URL"] ?? "http://127.0.0.1:8080", changeOrigin: true } };

export default defineConfig({
  plugins: [react(), tailwindcss(), demo(), plainImports()],
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  build: {
    target: "es2023",
    // The content security policy allows no inline script, and pictures are cached better as files.
    assetsInlineLimit: 0,
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
            // What the later parts share, as few files: see vite/plain-imports.ts.
            { name: "shared", test: /\/src\/(ui|api|text\/(en|plural))/, minShareCount: 2, priority: 1 },
            { name: "radix", test: /node_modules\/(@radix-ui|radix-ui|@floating-ui)\//, entriesAware: true, entriesAwareMergeThreshold: 4_000 },
          ],
        },
      },
    },
  },
  server: { proxy },
  preview: { proxy },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
    testTimeout: 20_000,
    coverage: {
      provider: "v8",
      reporter: ["text-summary"],
      include: ["src/**/*.{ts,tsx}"],
      exclude: ["src/testing/**", "src/api/schema.d.ts", "src/**/*.test.{ts,tsx}"],
      thresholds: { lines: 80 },
    },
  },
});
