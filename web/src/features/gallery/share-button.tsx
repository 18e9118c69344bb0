import type { GalleryDetail } from "@/api/types";
import { buttonClass } from "@/ui/button";
import { copyText } from "@/ui/copy";
import { tellCopied } from "@/ui/copy-and-tell";
import { Bitmap } from "@/ui/icon";
import { hrefOf } from "@/ui/route";
import { SHARE } from "./icons";
import { text } from "./text";

/** Hands the address of the share view to the device's own way of sharing, or to the clipboard. */
export function ShareButton({ detail }: { detail: GalleryDetail }) {
  const label = text().detail.share;
  return (
    <button type="button" title={label} onClick={() => void share(detail)} className={buttonClass("plain", "max-sm:size-9 max-sm:px-0!")}>
      <Bitmap rows={SHARE} />
      <span className="max-sm:sr-only">{label}</span>
    </button>
  );
}

async function share({ galleryId, prompt }: GalleryDetail): Promise<void> {
  const url = new URL(hrefOf({ view: "share", gallery: galleryId }), location.href).href;
  if (typeof navigator.share === "function") {
    try {
      await navigator.share({ title: prompt, url });
      return;
    } catch (cause) {
      // Thinking better of it is no fault.
      if (cause instanceof DOMException && cause.name === "AbortError") return;
    }
  }
  await tellCopied(copyText(url), text().detail.shared);
}
