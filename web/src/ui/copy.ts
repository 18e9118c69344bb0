/** Puts text on the clipboard. Rejects where the browser does not allow it. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else copyAsOfOld(text);
}

/** Pages that come over plain HTTP from another machine have no clipboard but this one. */
function copyAsOfOld(text: string): void {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "sr-only";
  const before = document.activeElement;
  // Beside an open dialog nothing can be selected.
  (document.querySelector("dialog[open]") ?? document.body).append(field);
  field.focus({ preventScroll: true });
  field.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way on such pages
  const copied = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  if (!copied) throw new Error("the browser does not copy");
}

/** Whether pictures can be put on the clipboard: only on secure pages, and not in every browser. */
export const canCopyPictures = (): boolean => typeof ClipboardItem !== "undefined" && typeof navigator.clipboard?.write === "function";

/** Puts a picture on the clipboard, as PNG: the one kind that every browser takes. */
export async function copyPicture(url: string): Promise<void> {
  // The promise goes in as it is: Safari wants the write to begin while the click is being handled.
  await navigator.clipboard.write([new ClipboardItem({ "image/png": pngOf(url) })]);
}

async function pngOf(url: string): Promise<Blob> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the picture was answered with ${response.status}`);
  const blob = await response.blob();
  return blob.type === "image/png" ? blob : redrawn(blob);
}

async function redrawn(blob: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(blob);
  const canvas = document.createElement("canvas");
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return new Promise((resolve, reject) => canvas.toBlob((png) => (png ? resolve(png) : reject(new Error("the picture could not be drawn"))), "image/png"));
}
