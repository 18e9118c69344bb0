import { expect, test as base } from "@playwright/test";
import { listen } from "./page";
import { Studio } from "./program";

interface Fixtures {
  /** What the browser complains of; a test that breaks the connection on purpose lets that be. */
  complaints: { readonly list: readonly string[]; offline: boolean };
}

/** Tests over the real program, one for each worker. The console must stay empty. */
export const test = base.extend<Fixtures, { studio: Studio }>({
  studio: [
    async ({}, provide) => {
      const studio = await Studio.start();
      await provide(studio);
      await studio.end();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ studio }, provide) => provide(studio.url),
  complaints: [
    async ({ page }, provide) => {
      const state = { offline: false };
      const list = listen(page, (text) => state.offline && /net::ERR_|status of 50\d|dynamically imported module/.test(text));
      await provide(Object.assign(state, { list }));
      expect(list).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
export * from "./page";
