import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { vi } from "vitest";
import { App } from "@/app/app";
import { FakeApi } from "./fake-api";
import { fakeEventSource } from "./fake-event-source";

/** Makes the page talk to a fake API. */
export function install(api: FakeApi): void {
  vi.stubGlobal("fetch", api.fetch);
  vi.stubGlobal("EventSource", fakeEventSource(api));
}

/** The whole page at an address, over a fake API. */
export function renderPage(path = "/", api = new FakeApi()) {
  install(api);
  history.replaceState(null, "", path);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 10_000 } } });
  const view = render(
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>,
  );
  return { api, client, user: userEvent.setup(), ...view };
}
