/** Serves dist/ with an API in memory: `npm run build && npm run alone`, then http://127.0.0.1:4173. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const root = new URL("../", import.meta.url);
const document = new URL("../crates/server/openapi.json", root);
const port = Number(process.env.PORT ?? 4173);

const { module } = await runnerImport(fileURLToPath(new URL("src/testing/alone.ts", root)), {
  root: fileURLToPath(root),
  resolve: { alias: { "@": fileURLToPath(new URL("src", root)) } },
});
const { server, api } = module.serveAlone(new URL("dist/", root), JSON.parse(readFileSync(document, "utf8")));
const prompts = ["a green bus", "a purple octopus", "a red fox in the snow", "a yellow duck", "a blue bird", "a pink robot", "an orange cat"];
for (let at = 0; at < 40; at++) api.addJob(prompts[at % prompts.length], { favourite: at % 9 === 0, at: Date.now() - (40 - at) * 3_600_000 });
server.listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}`));
