import { expect, test as base } from "@playwright/test";
import { listen } from "./page";
import { Studio } from "./program";
import { type Painted, paintGallery } from "./seed";

interface Fixtures {
  /** What the browser complains of; a test that breaks the connection or the page on purpose lets that be. */
  complaints: { readonly list: readonly string[]; offline: boolean };
}

export interface Programs {
  studio: Studio;
  /** What the gallery of the studio was filled with. */
  painted: Painted;
  /** Another one, in which nothing was ever painted. */
  untouched: Studio;
  /** One to paint in, whose gallery nobody looks at. */
  scratch: Studio;
}

async function aStudio({}: object, provide: (studio: Studio) => Promise<void>) {
  const studio = await Studio.start();
  await provide(studio);
  await studio.end();
}

/** Tests over the real program, one for each worker. The console must stay empty. */
export const test = base.extend<Fixtures, Programs>({
  studio: [aStudio, { scope: "worker" }],
  painted: [async ({ studio }, provide) => provide(await paintGallery(studio.url)), { scope: "worker", timeout: 120_000 }],
  untouched: [aStudio, { scope: "worker" }],
  scratch: [aStudio, { scope: "worker" }],
  baseURL: async ({ studio }, provide) => provide(studio.url),
  complaints: [
    async ({ page }, provide) => {
      const state = { offline: false };
      const list = listen(page, (text) => state.offline && /net::ERR_|status of (4\d\d|50\d)|dynamically imported module|^TypeError: Cannot read/.test(text));
      await provide(Object.assign(state, { list }));
      expect(list).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
export * from "./page";
