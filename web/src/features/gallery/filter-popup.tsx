import { useState } from "react";
import { Button } from "@/ui/button";
import type { Popup } from "@/ui/opener";
import type { GalleryChoice } from "@/ui/route";
import { FilterPanel } from "./filter-panel";
import { choose, filtersSet } from "./filters";
import { GalleryPopup } from "./gallery-popup";
import { text } from "./text";

/** What hangs on the filter button. Fetched on demand. */
export function FilterPopup({ choice, ...popup }: Popup & { choice: GalleryChoice }) {
  const t = text().filter;
  const [round, setRound] = useState(0);
  const clear = () => {
    choose({ ...choice, model: undefined, from: undefined, to: undefined });
    // What was being typed goes too.
    setRound(round + 1);
  };
  return (
    <GalleryPopup
      {...popup}
      title={t.title}
      footer={
        filtersSet(choice) > 0 && (
          <Button className="pointer-coarse:min-h-11" onClick={clear}>
            {t.clear}
          </Button>
        )
      }
    >
      <FilterPanel key={round} choice={choice} />
    </GalleryPopup>
  );
}
