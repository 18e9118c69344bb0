import type { Plugin } from "vite";

/**
 * Runs src/early.ts as soon as it is there: Vite joins the scripts of a page into one, which would have it wait for React.
 * What its `import()` of a view depends on is fetched along with the view, not after it.
 */
export function earlyScript(): Plugin {
  return {
    name: "early-script",
    apply: (_, { command, mode }) => command === "build" && mode !== "demo",
    config: () => ({
      build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: "early", test: /\/src\/(api\/)?early\.ts$/, priority: 9 }] } } } },
    }),
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const early = chunks.find((chunk) => chunk.name === "early");
      if (!early) throw new Error("src/early.ts has no file of its own");
      early.code = early.code.replace(/import\(`\.\/([^`]+)`\)/g, (view: string, name: string) => {
        const needed = chunks.find((chunk) => chunk.fileName.endsWith(name))?.imports ?? [];
        const files = needed.map((file) => file.replace(/^assets\//, "./")).filter((file) => !/\/(index|react|early|rolldown)/.test(file));
        return `(${[...files.map((file) => `import("${file}")`), view].join(",")})`;
      });
    },
    transformIndexHtml: {
      order: "post",
      handler(html) {
        const [link, src] = /<link rel="modulepreload"[^>]*href="([^"]*\/early-[^"]+)">\s*/.exec(html) ?? [];
        if (!link || !src) throw new Error("src/early.ts is not among the first scripts");
        return { html: html.replace(link, ""), tags: [{ tag: "script", attrs: { type: "module", async: true, crossorigin: true, src } }] };
      },
    },
  };
}
