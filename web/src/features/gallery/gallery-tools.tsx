import { Button, buttonClass } from "@/ui/button";
import { Bitmap } from "@/ui/icon";
import { Opener } from "@/ui/opener";
import type { GalleryChoice } from "@/ui/route";
import { Segmented } from "@/ui/segmented";
import { choose, filtersSet } from "./filters";
import { FUNNEL, TICKED } from "./icons";
import { SearchBox } from "./search-box";
import { text } from "./text";

const SHOWS = ["all", "favourites", "trash"] as const;

const loadFilters = () => import("./filter-popup").then((module) => module.FilterPopup);

interface GalleryToolsProps {
  choice: GalleryChoice;
  selecting: boolean;
  onSelect: () => void;
}

/** What the wall is narrowed with, and the way into choosing. */
export function GalleryTools({ choice, selecting, onSelect }: GalleryToolsProps) {
  const t = text();
  const filters = filtersSet(choice);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <div className="flex min-w-0 flex-1 basis-64 gap-2">
        <SearchBox choice={choice} />
        <Opener
          kind="dialog"
          aria-label={t.filter.open(filters)}
          className={buttonClass("plain", `min-h-10 pointer-coarse:min-h-11 ${filters > 0 ? "border-accent! text-accent" : ""}`)}
          load={loadFilters}
          popup={(Part, popup) => <Part {...popup} choice={choice} />}
        >
          <Bitmap rows={FUNNEL} />
          <span className="hidden sm:inline">{t.filter.title}</span>
          {filters > 0 && <span className="tabular-nums">{filters}</span>}
        </Opener>
      </div>
      {/* Where the widest language just fits beside the choice, the word shows. */}
      <div className="flex grow items-center justify-between gap-1 min-[25.5rem]:gap-2 sm:grow-0">
        <Segmented
          label={t.show.label}
          options={SHOWS.map((value) => ({ value, label: t.show[value] }))}
          value={choice.show ?? "all"}
          onChange={(value) => choose({ ...choice, show: value === "all" ? undefined : value })}
        />
        <Button look={selecting ? "primary" : "plain"} aria-pressed={selecting} className="min-h-10 pointer-coarse:min-h-11" onClick={onSelect}>
          <Bitmap rows={TICKED} />
          <span className="max-[25.5rem]:sr-only">{t.select.start}</span>
        </Button>
      </div>
    </div>
  );
}
