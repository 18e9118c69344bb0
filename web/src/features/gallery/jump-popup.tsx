import { useState } from "react";
import { serverNow } from "@/api/clock";
import { Button } from "@/ui/button";
import type { Popup } from "@/ui/opener";
import { dayOf } from "./dates";
import { GalleryPopup } from "./gallery-popup";
import { headlineText } from "./headline";
import type { JumpProps } from "./jump";
import { text } from "./text";

/** The times that are known, and any day. Fetched on demand. */
export function JumpPopup({ sections, onSection, onDay, ...popup }: Popup & JumpProps) {
  const t = text().jump;
  const [day, setDay] = useState("");
  const leave = (act: () => void) => () => {
    popup.onOpenChange(false);
    act();
  };
  return (
    <GalleryPopup {...popup} title={t.title}>
      <ul role="list" className="-mx-2 max-h-64 overflow-y-auto text-sm">
        {sections.map((section, at) => (
          <li key={section.key}>
            <button
              type="button"
              onClick={leave(() => onSection(at))}
              className="flex min-h-9 w-full items-center justify-between gap-3 rounded-md px-2 text-left hover:bg-sunken pointer-coarse:min-h-11"
            >
              {headlineText(section)}
            </button>
          </li>
        ))}
      </ul>
      <form
        className="mt-3 flex items-end gap-2 border-t border-line pt-3 text-sm"
        onSubmit={(event) => {
          event.preventDefault();
          if (day) leave(() => onDay(day))();
        }}
      >
        <label className="grid min-w-0 flex-1 gap-1">
          <span className="text-xs text-muted">{t.day}</span>
          <input
            type="date"
            required
            max={dayOf(serverNow())}
            value={day}
            onChange={(event) => setDay(event.target.value)}
            className="min-h-10 w-full rounded-md border border-line bg-raised px-2 hover:border-edge pointer-coarse:min-h-11"
          />
        </label>
        <Button type="submit" className="min-h-10 pointer-coarse:min-h-11">
          {t.go}
        </Button>
      </form>
    </GalleryPopup>
  );
}
