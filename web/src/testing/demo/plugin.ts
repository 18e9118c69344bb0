import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const WORKER = new URL("worker.js", import.meta.url);
const NAME = "demo-worker.js";

/** `--mode demo`: the page over its API in memory, as files that any static host can serve from any folder. */
export function demo(): Plugin {
  return {
    name: "pixelprompt:demo",
    apply: (_, { mode }) => mode === "demo",
    config: ({ build }) => ({
      base: "./",
      build: { outDir: build?.outDir ?? "dist-demo" },
      server: { fs: { allow: [fileURLToPath(new URL("../../../..", import.meta.url))] } },
    }),
    transformIndexHtml: {
      order: "pre",
      // Nothing may be asked before the API in memory is in place.
      handler: (html) => html.replace(/\s*<script[^>]*src="\/src\/early.ts"><\/script>/, "").replace("/src/main.tsx", "/src/testing/demo/main.ts"),
    },
    configureServer(server) {
      server.middlewares.use(`/${NAME}`, (_, response, next) => {
        readFile(WORKER).then((worker) => response.setHeader("Content-Type", "text/javascript").end(worker), next);
      });
    },
    async generateBundle() {
      this.emitFile({ type: "asset", fileName: NAME, source: await readFile(WORKER) });
    },
  };
}
