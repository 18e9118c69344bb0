import { Facts } from "@/ui/facts";
import type { PictureInfo } from "@/ui/reuse";
import { text as viewer } from "@/ui/viewer-text";

/** How each picture was made, for who wants to know. */
export function Settings({ images }: { images: readonly PictureInfo[] }) {
  return (
    <details className="mx-auto mt-10 max-w-3xl text-sm">
      <summary className="mx-auto flex min-h-11 w-max items-center rounded-md px-3 font-medium text-muted hover:text-ink">{viewer().settings}</summary>
      <div className="mt-3 grid gap-3 sm:grid-cols-2">
        {images.map((image) => (
          <Facts key={image.runId} image={image} className="gap-y-1 rounded-lg border border-line bg-raised p-4" />
        ))}
      </div>
    </details>
  );
}
