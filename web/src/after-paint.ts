/**
 * Fetches the scripts of a page whose first paint came with it: once that is seen, so that they neither compete with what
 * it needs nor hold it up. The page names them: see vite/first-paint.ts. A button that is pressed before they are there
 * is pressed again when they are.
 */
export {};

const PATIENCE = 3_000;

let pressed: HTMLButtonElement | null | undefined;
const note = ({ target }: Event) => (pressed = (target as Element).closest("button"));
addEventListener("click", note);
addEventListener("pixelprompt:alive", () => {
  removeEventListener("click", note);
  pressed?.click();
});

// More than once does no harm: a module is there or it is not.
const begin = () => {
  const named = document.querySelector<HTMLMetaElement>("meta[name='pixelprompt:scripts']");
  for (const script of named?.content.split(" ") ?? []) void import(/* @vite-ignore */ script);
};

// Nothing is painted in a tab that nobody sees.
if (document.visibilityState === "hidden" || !PerformanceObserver.supportedEntryTypes.includes("paint")) begin();
else {
  new PerformanceObserver(begin).observe({ type: "paint", buffered: true });
  setTimeout(begin, PATIENCE);
}
