import type { GalleryImage } from "@/api/types";
import { IconButton } from "@/ui/button";
import { addToTray, takeFromTray, useTray } from "@/ui/compare-tray";
import { MOST_COMPARED } from "@/ui/route";
import { toast } from "@/ui/toaster";
import { text } from "./board-text";

/**
 * Puts a picture among those to be compared, or takes it out. In a corner of the picture, out of the way until somebody
 * reaches for it or has begun to choose; where nothing hovers, the picture's menu is the beginning.
 */
export function CompareToggle({ image }: { image: GalleryImage }) {
  const t = text();
  const tray = useTray();
  const chosen = tray.some((one) => one.runId === image.runId);
  const turn = () => {
    if (chosen) takeFromTray(image.runId);
    else if (!addToTray(image)) toast(t.compareFull(MOST_COMPARED));
  };
  return (
    <IconButton
      icon={chosen ? "check" : "compare"}
      look={chosen ? "primary" : "plain"}
      label={t.selectForCompare(image.model)}
      aria-pressed={chosen}
      onClick={turn}
      className={
        "absolute! top-2 right-2 shadow-float transition-opacity pointer-coarse:size-11 " +
        (tray.length > 0 ? "" : "opacity-0 group-hover/card:opacity-100 focus-visible:opacity-100 pointer-coarse:hidden")
      }
    />
  );
}
