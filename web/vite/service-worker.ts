import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { build, type Plugin } from "vite";

const SOURCE = "src/offline/sw.ts";
const NAME = "sw.js";

/** What the page needs to begin without a network; icons and pictures to share are for others. */
const NEEDED = /^(index\.html|favicon\.svg|assets\/.+)$/;

/** Builds the service worker into one file at the root, and tells it the files of the page. */
export function serviceWorker(): Plugin {
  let root = "";
  let outDir = "";
  return {
    name: "service-worker",
    apply: (_, { command, mode }) => command === "build" && mode === "production",
    configResolved(config) {
      root = config.root;
      outDir = resolve(root, config.build.outDir);
    },
    // After everything is written, when names and contents are final.
    async closeBundle() {
      await build({
        root,
        configFile: false,
        logLevel: "warn",
        resolve: { alias: { "@": join(root, "src") } },
        define: { PAGE_FILES: JSON.stringify(await filesOf(outDir)) },
        publicDir: false,
        build: {
          outDir,
          emptyOutDir: false,
          target: "es2023",
          modulePreload: false,
          rolldownOptions: { input: join(root, SOURCE), output: { entryFileNames: NAME, codeSplitting: false } },
        },
      });
    },
  };
}

/** The files that the worker brings along. Those below assets/ are named by their content; the others need a revision. */
async function filesOf(folder: string): Promise<{ url: string; revision: string | null }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll("\\", "/"));
  return Promise.all(
    names
      .filter((name) => NEEDED.test(name))
      .sort()
      .map(async (name) => ({ url: `/${name}`, revision: name.startsWith("assets/") ? null : await digest(join(folder, name)) })),
  );
}

const digest = async (file: string) => createHash("sha256").update(await readFile(file)).digest("hex").slice(0, 16);
