/** The page as a demo without any server: the API in memory is in place before the page begins. */
import { FakeApi } from "@/testing/fake-api";
import { fakeEventSource } from "@/testing/fake-event-source";
import { showBadge } from "./badge";
import { saveFiles } from "./downloads";
import { stayIn } from "./folder";
import { keepOnLeaving, recall } from "./jobs";
import { DEMO_MODELS } from "./models";
import { servePictures } from "./pictures";
// Here, so that the page has its looks before its scripts.
import "@/ui/base.css";

/** Milliseconds between two steps of a picture. */
const PACE = 110;

const folder = new URL(".", location.href).pathname;
const api = new FakeApi({
  pace: PACE,
  atOnce: 1,
  models: DEMO_MODELS,
  openapi: async () => (await import("../../../../crates/server/openapi.json")).default,
});
recall(api);
keepOnLeaving(api);
stayIn(folder);
saveFiles(api);
window.fetch = api.fetch;
window.EventSource = fakeEventSource(api);
void begin();

// No top-level await: the page's own parts may share a file with this one, and would wait for it.
async function begin(): Promise<void> {
  await servePictures(api, `${folder}demo-worker.js`);
  await import("@/main");
  showBadge();
}
