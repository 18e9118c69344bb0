import { send } from "@/api/client";
import { downloadUrl } from "@/api/job";

/** Fetches the pictures of a job as a zip and hands them to the browser. Resolves when they are here, so that the next can follow. */
export async function saveZip(galleryId: string): Promise<void> {
  const response = await send(downloadUrl(galleryId));
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = nameOf(response.headers.get("Content-Disposition")) ?? `${galleryId}.zip`;
  link.click();
  // The browser has taken hold of it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}

const nameOf = (disposition: string | null): string | undefined => /filename="([^"]+)"/.exec(disposition ?? "")?.[1];
