/** Remembers for this tab which page it was that was loaded again because of a newer one. */
const KEY = "reloaded-for";

/** Browsers say in different words that an imported file did not come. */
const MISSING = /dynamically imported module|importing a module script failed|unable to preload/i;

/** Whether a fault is that a part of the page could not be loaded. */
export const isMissingPart = (error: unknown): boolean => error instanceof Error && MISSING.test(error.message);

/** The scripts that a document starts with; their names hold hashes of their contents. */
const entryOf = (html: Document): string =>
  Array.from(html.querySelectorAll("script[type=module][src]"), (script) => script.getAttribute("src")).join(" ");

/** The first scripts of the page that the server has now, if they are others than this page's. */
async function newerEntry(): Promise<string | undefined> {
  try {
    const response = await fetch("/", { cache: "no-store" });
    if (!response.ok) return undefined;
    const theirs = entryOf(new DOMParser().parseFromString(await response.text(), "text/html"));
    return theirs === "" || theirs === entryOf(document) ? undefined : theirs;
  } catch {
    return undefined;
  }
}

/** Whether the server has a newer page than this one. */
export const isOutdated = async (): Promise<boolean> => (await newerEntry()) !== undefined;

/**
 * Loads the page again if the server has a newer one, whose parts have other names; what was typed is kept for the tab.
 * Once for each newer page, so that a server that cannot make up its mind leads to no loop.
 */
export async function reloadIfOutdated(reload = () => location.reload()): Promise<boolean> {
  const entry = await newerEntry();
  if (!entry) return false;
  try {
    if (sessionStorage.getItem(KEY) === entry) return false;
    sessionStorage.setItem(KEY, entry);
  } catch {
    // Without a memory there would be no guard against a loop.
    return false;
  }
  reload();
  return true;
}
