import { access, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "vite";

const SOURCE = "src/first-paint.tsx";
const SCRIPT = "src/after-paint.ts";
/** Where the server takes it from, one page for each language: crates/server/src/page.rs. */
const FOLDER = "first-paint";

interface Maker {
  LANGUAGES: Record<string, string>;
  tagOf: (language: string) => string;
  firstPaint: (language: string) => Promise<string>;
}

/**
 * Makes the page once more in every language with the studio in it as it is at first, from its own components: it is seen
 * before any script is there. The scripts come after that.
 */
export function firstPaint(): Plugin {
  let root = "";
  let outDir = "";
  let script = "";
  return {
    name: "first-paint",
    apply: (_, { command, mode }) => command === "build" && mode === "production",
    config: () => ({
      build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: "after-paint", test: /\/src\/after-paint\.ts$/, priority: 9 }] } } } },
    }),
    configResolved(config) {
      root = config.root;
      outDir = resolve(root, config.build.outDir);
    },
    buildStart() {
      this.emitFile({ type: "chunk", id: join(root, SCRIPT), name: "after-paint" });
    },
    generateBundle(_, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        if (file.type !== "chunk" || file.name !== "after-paint") continue;
        if (file.moduleIds.length > 0) script = file.fileName;
        // It stands for an entry, and only imports the other.
        else Reflect.deleteProperty(bundle, name);
      }
      if (!script) throw new Error(`${SCRIPT} has no file of its own`);
    },
    async closeBundle() {
      // The build has failed.
      if (!script) return;
      const work = await mkdtemp(join(tmpdir(), "first-paint-"));
      try {
        const { LANGUAGES, tagOf, firstPaint } = await maker(root, work);
        const page = await readFile(join(outDir, "index.html"), "utf8");
        await mkdir(join(outDir, FOLDER), { recursive: true });
        for (const language of Object.keys(LANGUAGES)) {
          const html = withPaint(page, script, tagOf(language), await firstPaint(language));
          // The files that it names are those of the page.
          for (const [, file = ""] of html.matchAll(/[" ]\/(assets\/[^" ]+)/g)) await access(join(outDir, file));
          await writeFile(join(outDir, FOLDER, `${language}.html`), html);
        }
      } finally {
        await rm(work, { recursive: true });
      }
    },
  };
}

/** The page with something in it already. Its scripts are named for the one that fetches them later, the smallest first. */
function withPaint(page: string, script: string, language: string, paint: string): string {
  const scripts: string[] = [];
  const root = '<div id="root"></div>';
  const bare = page.replace(/\s*<(?:script type="module"|link rel="modulepreload")[^>]*(?:src|href)="([^"]+)"[^>]*>(?:<\/script>)?/g, (_, file: string) => {
    scripts.unshift(file);
    return "";
  });
  if (scripts.length === 0 || !bare.includes(root)) throw new Error("the built page looks otherwise than expected");
  const head = [`<meta name="pixelprompt:scripts" content="${scripts.join(" ")}" />`, `<script type="module" async crossorigin src="/${script}"></script>`];
  return bare
    .replace('<html lang="en">', `<html lang="${language}">`)
    .replace("  </head>", `    ${head.join("\n    ")}\n  </head>`)
    .replace(root, () => root.replace("></", `>${paint}</`));
}

/** What makes it, built for here. */
async function maker(root: string, work: string): Promise<Maker> {
  await build({
    root,
    configFile: false,
    logLevel: "error",
    resolve: { alias: { "@": join(root, "src") } },
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: SOURCE,
      outDir: work,
      assetsInlineLimit: 0,
      rolldownOptions: { output: { entryFileNames: "first-paint.mjs", chunkFileNames: "[name].mjs" } },
    },
  });
  return (await import(pathToFileURL(join(work, "first-paint.mjs")).href)) as Maker;
}
