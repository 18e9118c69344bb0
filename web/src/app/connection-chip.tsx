import { useConnection } from "@/api/connection";
import connection from "@/text/en/connection";
import { part } from "@/text/part";
import { date } from "@/ui/format";
import { Icon } from "@/ui/icon";

const text = part("connection", connection);

/** That the page is offline, and how old what it shows is. It has its place in the header, so that nothing moves. */
export function ConnectionChip() {
  const { state, keptSince } = useConnection();
  const t = text();
  return (
    <p className="flex min-w-0 items-center gap-1.5 rounded-md bg-accent-soft px-2 py-1 text-xs text-accent-strong" title={keptSince && t.keptFrom(date(keptSince))}>
      <Icon name="unlinked" />
      <span className="min-w-0">
        {state === "offline" && t.offlineNow}
        {state === "down" && t.downNow}
        {keptSince && (
          <span className={state === "online" ? "" : "max-sm:sr-only"}>
            {state !== "online" && " · "}
            {t.keptFrom(date(keptSince))}
          </span>
        )}
      </span>
    </p>
  );
}
