import type { GalleryDetail } from "@/api/types";
import { buttonClass } from "@/ui/button";
import { copyText } from "@/ui/copy";
import { Bitmap } from "@/ui/icon";
import { hrefOf } from "@/ui/route";
import { toast } from "@/ui/toaster";
import { text as viewer } from "@/ui/viewer-text";
import { SHARE } from "./icons";
import { text } from "./text";

/** Hands the address of the share view to the device's own way of sharing, or to the clipboard. */
export function ShareButton({ detail }: { detail: GalleryDetail }) {
  const label = text().detail.share;
  return (
    <button type="button" title={label} onClick={() => void share(detail)} className={buttonClass()}>
      <Bitmap rows={SHARE} />
      {label}
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
  await copyText(url).then(
    () => toast(text().detail.shared),
    () => toast(viewer().copyRefused),
  );
}
