import { useEffect } from "react";

/** What stands in the browser's tab, before the name of the page. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Pixel Prompt` : "Pixel Prompt";
  }, [title]);
}
