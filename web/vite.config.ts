import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { demo } from "./src/testing/demo/plugin.ts";
import { chunks } from "./vite/chunks.ts";
import { earlyScript } from "./vite/early-script.ts";
import { serviceWorker } from "./vite/service-worker.ts";
import { withoutModal } from "./vite/without-modal.ts";

/** The first parts of the paths that the server answers; everything else is the page. */
const API = "^/(generate|status|jobs|gallery|images|enhance|log|models|budget|healthz|readyz|openapi\\.json)(/|$|\\?)";

const proxy = { [API]: { target: process.env["PIXELPROMPT_URL"] ?? "http://127.0.0.1:8080", changeOrigin: true } };

export default defineConfig({
  plugins: [react(), tailwindcss(), demo(), chunks(), withoutModal(), earlyScript(), serviceWorker()],
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  build: {
    target: "es2023",
    // The content security policy allows no inline script, and pictures are cached better as files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
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
