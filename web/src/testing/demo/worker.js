/**
 * Lets the pictures of the demo be loaded as from a server: the page paints them, and this passes them on. It keeps
 * nothing and touches nothing else.
 */
const ASKED = /^\/images\//;
/** Milliseconds after which a page is taken to be gone. */
const PATIENCE = 10_000;

addEventListener("install", () => void skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin === location.origin && ASKED.test(pathname)) event.respondWith(answer(event));
});

async function answer({ clientId, request }) {
  const page = (clientId && (await clients.get(clientId))) || (await clients.matchAll({ type: "window" }))[0];
  if (!page) return Response.error();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const late = setTimeout(() => resolve(Response.error()), PATIENCE);
    port1.onmessage = ({ data: { body, status, headers } }) => {
      clearTimeout(late);
      port1.close();
      resolve(new Response(body, { status, headers }));
    };
    page.postMessage({ fetch: request.url }, [port2]);
  });
}
