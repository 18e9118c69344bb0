import { useConnection } from "@/api/connection";
import connection from "@/text/en/connection";
import { part } from "@/text/part";
import { date, moment } from "@/ui/format";
import { Icon } from "@/ui/icon";

const text = part("connection", connection);

/** That the page is offline, and how old what it shows is. It has its place in the header, so that nothing moves. */
export function ConnectionChip() {
  const { state, keptSince } = useConnection();
  const t = text();
  return (
    <p
      title={keptSince && t.keptFrom(date(keptSince))}
      className="flex min-w-0 items-center gap-2 rounded-md bg-accent-soft px-2 py-1 text-xs leading-tight text-accent-strong"
    >
      <Icon name="unlinked" />
      <span className="flex min-w-0 flex-col sm:flex-row sm:gap-[1ch]">
        {state === "offline" && <span className="font-medium">{t.offlineNow}</span>}
        {state === "down" && <span className="font-medium">{t.downNow}</span>}
        {keptSince && <span>{t.keptShort(moment(keptSince))}</span>}
      </span>
    </p>
  );
}
