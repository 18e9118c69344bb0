import type { FakeApi } from "@/testing/fake-api";

/** Saves what a link to a file names: a service worker hears of no download outside its folder. */
export function saveFiles(api: FakeApi): void {
  addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
    if (!link || link.origin !== location.origin || !/^\/(images|jobs)\//.test(link.pathname)) return;
    event.preventDefault();
    void save(api, link.href);
  });
}

async function save(api: FakeApi, url: string): Promise<void> {
  const response = await api.handle(new Request(url));
  const file = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = file;
  link.download = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "picture.png";
  link.click();
  URL.revokeObjectURL(file);
}
