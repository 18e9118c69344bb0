import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { loadEnv } from "vite";
import { defineConfig } from "vitest/config";
import { demo } from "./src/testing/demo/plugin.ts";
import { chunks } from "./vite/chunks.ts";
import { earlyScript } from "./vite/early-script.ts";
import { firstPaint } from "./vite/first-paint.ts";
import { serviceWorker } from "./vite/service-worker.ts";
import { withoutModal } from "./vite/without-modal.ts";

/** The first parts of the paths that the server answers; everything else is the page. */
const API = "^/(generate|status|jobs|gallery|images|enhance|log|models|budget|healthz|readyz|openapi\\.json)(/|$|\\?)";

/** The API behind `npm run dev`: as the environment says, or what scripts/deploy.sh has deployed last (web/.env), or this machine's. */
const server = process.env["PIXELPROMPT_URL"] ?? loadEnv("", import.meta.dirname)["VITE_API_ENDPOINT"] ?? "http://127.0.0.1:8080";

const proxy = { [API]: { target: server, changeOrigin: true } };

export default defineConfig({
  plugins: [react(), tailwindcss(), demo(), chunks(), withoutModal(), earlyScript(), firstPaint(), serviceWorker()],
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
