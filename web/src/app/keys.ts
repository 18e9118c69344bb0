/**
 * Lets Alt and a letter press the button or link that says so in `aria-keyshortcuts`. By the place of the key, since
 * Alt gives other characters on some keyboards. Returns how to stop.
 */
export function listenToKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
    if (!letter || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) return;
    const open = document.querySelector("dialog[open]");
    const element = (open ?? document).querySelector<HTMLElement>(`[aria-keyshortcuts="Alt+${letter}"]`);
    if (!element) return;
    event.preventDefault();
    element.click();
  };
  addEventListener("keydown", onKeyDown);
  return () => removeEventListener("keydown", onKeyDown);
}
