import { useQuery } from "@tanstack/react-query";
import { serverNow } from "@/api/clock";
import { modelsQuery } from "@/api/models";
import { Button, buttonClass } from "@/ui/button";
import { Icon } from "@/ui/icon";
import type { GalleryChoice } from "@/ui/route";
import { dayOf } from "./dates";
import { choose, filtersSet, spanText } from "./filters";
import { text } from "./text";

/** The filters that are set, each with a way to take it away. */
export function FilterChips({ choice }: { choice: GalleryChoice }) {
  const t = text().filter;
  const { data } = useQuery({ ...modelsQuery, enabled: choice.model !== undefined });
  const span = spanText(choice, dayOf(serverNow()));
  const chips = [
    choice.q && { label: t.words(choice.q), without: { ...choice, q: undefined } },
    choice.model && {
      label: data?.models.find((model) => model.id === choice.model)?.name ?? choice.model,
      without: { ...choice, model: undefined },
    },
    span && { label: span, without: { ...choice, from: undefined, to: undefined } },
  ].filter((chip) => typeof chip === "object");
  if (filtersSet(choice) === 0) return null;
  return (
    <ul role="list" aria-label={t.active} className="mt-3 flex flex-wrap items-center gap-2">
      {chips.map(({ label, without }) => (
        <li key={label} className="min-w-0">
          <button
            type="button"
            aria-label={t.remove(label)}
            onClick={() => choose(without)}
            className={buttonClass("plain", "max-w-full rounded-full! border-accent! bg-accent-soft! pointer-coarse:min-h-11")}
          >
            <span className="truncate">{label}</span>
            <Icon name="close" className="scale-75" />
          </button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <Button look="quiet" className="pointer-coarse:min-h-11" onClick={() => choose({ show: choice.show })}>
            {t.clearAll}
          </Button>
        </li>
      )}
    </ul>
  );
}
