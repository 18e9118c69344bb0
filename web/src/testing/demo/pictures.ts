import type { FakeApi } from "@/testing/fake-api";

/** What the service worker asks the page for. */
interface Asked {
  fetch: string;
}

/**
 * Pictures are loaded by the browser and not by `fetch`, so a service worker stands between: it asks this page,
 * whose API paints them. Resolves when it does so, so that no picture is asked of the real server.
 */
export async function servePictures(api: FakeApi, worker: string): Promise<void> {
  const workers = navigator.serviceWorker;
  workers.addEventListener("message", (event: MessageEvent<Asked>) => {
    const [port] = event.ports;
    if (port) void answer(api, event.data.fetch, port);
  });
  workers.startMessages();
  const controlled = new Promise((resolve) => workers.addEventListener("controllerchange", resolve, { once: true }));
  await workers.register(worker);
  if (!workers.controller) await controlled;
}

async function answer(api: FakeApi, url: string, port: MessagePort): Promise<void> {
  const response = await api.handle(new Request(url));
  const body = await response.arrayBuffer();
  port.postMessage({ body, status: response.status, headers: [...response.headers] }, [body]);
}
