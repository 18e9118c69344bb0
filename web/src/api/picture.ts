/** How a file is wanted; as its model made it, if nothing is said. */
export interface FileChoice {
  format?: "original" | "webp" | undefined;
  /** Without prompt, provenance and everything else that a file tells beside its pixels. */
  stripped?: boolean | undefined;
}

/** Where a picture is saved from. A server that does not know the choice gives the original. */
export const pictureUrl = (url: string, choice: FileChoice = {}) => withChoice(url, choice, { download: "1" });

/** An address that asks for files so. */
export function withChoice(url: string, { format, stripped }: FileChoice, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({ ...(format === "webp" && { format }), ...(stripped && { metadata: "strip" }), ...more }).toString();
  if (!query) return url;
  return `${url}${url.includes("?") ? "&" : "?"}${query}`;
}
