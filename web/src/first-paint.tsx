import { renderToString } from "react-dom/server";
import { makeQueryClient } from "@/app/query-client";
import { Root } from "@/app/root";
import { type Language, speak } from "@/text/language";

export { LANGUAGES, tagOf } from "@/text/language";

/** The studio as everybody sees it at first, in a language: it is seen before any script is there. See vite/first-paint.ts. */
export async function firstPaint(language: Language): Promise<string> {
  await speak(language);
  const html = renderToString(<Root queryClient={makeQueryClient()} />);
  // React would have the pictures fetched before the scripts; they are small, and it is the words that count.
  return html.replace(/^(<link [^>]*>)+/, "");
}
