import { Strategy, type StrategyHandler } from "workbox-strategies";
import { KEPT_HEADER } from "@/api/kept";
import { isSilent } from "./rules";

/** Milliseconds after which an old answer is better than none. */
const PATIENCE = 8_000;

/** The server's answer, else the last one that was kept, marked with its time. */
export class FreshOrKept extends Strategy {
  protected override async _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    const asked = handler.fetchAndCachePut(request);
    const fresh = await Promise.race([asked.catch(() => undefined), late(PATIENCE)]);
    if (fresh && !isSilent(fresh)) return fresh;
    return (await handler.cacheMatch(request)) ?? asked;
  }
}

/** Notes on what is kept when it was given. */
export const dated = {
  cacheWillUpdate: async ({ response }: { response: Response }): Promise<Response | null> => {
    if (response.status !== 200) return null;
    const headers = new Headers(response.headers);
    headers.set(KEPT_HEADER, new Date().toISOString());
    return new Response(await response.blob(), { headers });
  },
};

const late = (milliseconds: number) => new Promise<undefined>((resolve) => setTimeout(resolve, milliseconds));
