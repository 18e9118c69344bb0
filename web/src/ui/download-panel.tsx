import { Popover } from "radix-ui";
import { useId, useState } from "react";
import { downloadUrl } from "@/api/job";
import type { FileChoice } from "@/api/picture";
import { buttonClass } from "./button";
import { Icon } from "./icon";
import type { Popup } from "./opener";
import { butNotBy, PopupAnchor } from "./popup-anchor";
import { Segmented } from "./segmented";
import { text } from "./viewer-text";

const KEY = "zip";

/** In which form the pictures of a job are packed. What was chosen last is chosen again. */
export function DownloadPanel({ id, opener, open, onOpenChange, jobId }: Popup & { jobId: string }) {
  const t = text();
  const [choice, setChoice] = useState(remembered);
  const hint = useId();
  const choose = (part: FileChoice) => {
    const next = { ...choice, ...part };
    setChoice(next);
    remember(next);
  };
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>
        <PopupAnchor opener={opener} />
      </Popover.Trigger>
      <Popover.Portal container={opener.closest("dialog")}>
        <Popover.Content
          id={id}
          aria-label={t.zip}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          onInteractOutside={butNotBy(opener)}
          className="z-30 grid w-72 max-w-[calc(100vw-1rem)] animate-rise gap-3 rounded-lg border border-line bg-raised p-4 text-sm shadow-float"
        >
          <div>
            <Segmented
              label={t.zipFormat}
              options={[
                { value: "original", label: t.originals },
                { value: "webp", label: t.webp },
              ]}
              value={choice.format ?? "original"}
              onChange={(format) => choose({ format })}
            />
          </div>
          <div>
            <label className="flex min-h-9 items-center gap-2 font-medium">
              <input
                type="checkbox"
                checked={choice.stripped ?? false}
                aria-describedby={hint}
                onChange={(event) => choose({ stripped: event.target.checked })}
                className="size-4 accent-accent"
              />
              {t.stripMetadata}
            </label>
            <p id={hint} className="text-xs text-muted">
              {t.stripHint}
            </p>
          </div>
          <p className="text-xs text-muted">{t.manifestHint}</p>
          <a href={downloadUrl(jobId, choice)} download onClick={() => onOpenChange(false)} className={buttonClass("primary", "pointer-coarse:min-h-11")}>
            <Icon name="download" />
            {t.download}
          </a>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function remembered(): FileChoice {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (typeof kept !== "object" || kept === null) return {};
    return {
      format: "format" in kept && kept.format === "webp" ? "webp" : "original",
      stripped: "stripped" in kept && kept.stripped === true,
    };
  } catch {
    return {};
  }
}

function remember(choice: FileChoice): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(choice));
  } catch {
    // Storage may be switched off; the choice then holds as long as the panel is there.
  }
}
