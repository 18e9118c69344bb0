import type { QueryClient } from "@tanstack/react-query";
import { modelsQuery } from "@/api/models";
import { parseRoute, unreadable } from "@/ui/route";
import { toast } from "@/ui/toaster";
import { text } from "./settings-text";

/** Says which of the settings and models of a link cannot be used. */
export async function checkLink(search: string, queryClient: QueryClient): Promise<void> {
  const t = text();
  const route = parseRoute(search);
  const asked = (route.view === "studio" && route.prefill?.models) || [];
  const known = asked.length > 0 ? await knownModels(queryClient) : undefined;
  const leftOut = [...unreadable(search).map((setting) => t[setting]), ...asked.filter((id) => known && !known.has(id))];
  if (leftOut.length > 0) toast(t.leftOut(leftOut), undefined, { about: "link" });
}

/** Undefined where they cannot be had: the form says so itself. */
async function knownModels(queryClient: QueryClient): Promise<Set<string> | undefined> {
  const answer = await queryClient.query(modelsQuery).catch(() => undefined);
  return answer && new Set(answer.models.map((model) => model.id));
}
