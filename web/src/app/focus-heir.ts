/** What can take the focus of something within it that is gone. */
const HEIRS = "article, section, form, dialog, [role=dialog], main";
/** Places of the focus that are remembered. */
const MOST = 4;

/**
 * Keeps the place of whoever goes by keyboard or screen reader: where what has the focus goes away, the nearest part of the
 * page around it has it next, else what had it before. Returns how to stop.
 */
export function keepFocus(): () => void {
  /** The last places, each from the inside out. */
  let places: Element[][] = [];
  const note = ({ target }: FocusEvent) => {
    if (target instanceof Element) places = [pathOf(target), ...places.filter(([place]) => place !== target)].slice(0, MOST);
  };
  const look = () => {
    const gone = places[0]?.[0];
    if (!gone || gone.isConnected || document.activeElement !== document.body) return;
    const heir = places.flatMap(([place, ...around]) => [...(place?.isConnected ? [place] : []), ...around.filter(isHeir)])[0];
    places = [];
    if (heir instanceof HTMLElement) give(heir);
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("focusin", note);
  return () => {
    observer.disconnect();
    document.removeEventListener("focusin", note);
  };
}

function pathOf(element: Element): Element[] {
  const path: Element[] = [];
  for (let part: Element | null = element; part && part !== document.body; part = part.parentElement) path.push(part);
  return path;
}

const isHeir = (element: Element) => element.isConnected && element.matches(HEIRS);

function give(heir: HTMLElement): void {
  if (heir.tabIndex < 0 && !heir.hasAttribute("tabindex")) heir.setAttribute("tabindex", "-1");
  heir.focus({ preventScroll: true });
}
