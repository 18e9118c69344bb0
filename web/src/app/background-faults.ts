import type { QueryClient } from "@tanstack/react-query";
import { ApiFailure } from "@/api/failure";
import { words } from "@/api/words";
import connection from "@/text/en/connection";
import { part } from "@/text/part";
import { toast } from "@/ui/toaster";

const text = part("connection", connection);

/**
 * Says so, once however often it happens, when something that is shown could not be refreshed. What has nothing to show says
 * so in its own place, and a connection that is lost has its own toast. Returns how to stop.
 */
export function tellBackgroundFaults(queryClient: QueryClient): () => void {
  return queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "error" || event.query.state.data === undefined) return;
    const error: unknown = event.action.error;
    if (error instanceof ApiFailure && error.silent) return;
    toast(text().notRefreshed(words(error)), undefined, { kind: "failed", about: "background" });
  });
}
