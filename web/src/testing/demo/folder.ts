/** Keeps the page in its folder when it is not at the top of its host: the routes of the page begin at "/". */
export function stayIn(folder: string): void {
  for (const name of ["pushState", "replaceState"] as const) {
    const change = history[name].bind(history);
    history[name] = (state, unused, url) => change(state, unused, typeof url === "string" ? url.replace(/^\/(?=\?|$)/, folder) : url);
  }
}
