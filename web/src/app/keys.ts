/**
 * Lets Alt and a letter (or a comma) press the button or link that says so in `aria-keyshortcuts`. By the place of the
 * key, since Alt gives other characters on some keyboards: while somebody types, these are what is meant. Returns how to
 * stop.
 */
export function listenToKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const key = event.code === "Comma" ? "," : /^Key([A-Z])$/.exec(event.code)?.[1];
    if (!key || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) return;
    if (isTyping(event.target) && event.key.toUpperCase() !== key) return;
    const open = document.querySelector("dialog[open]");
    const element = (open ?? document).querySelector<HTMLElement>(`[aria-keyshortcuts="Alt+${key}"]`);
    if (!element) return;
    event.preventDefault();
    // A menu of Radix opens on a key, not on a click.
    if (element.ariaHasPopup === "menu") element.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    element.click();
  };
  addEventListener("keydown", onKeyDown);
  return () => removeEventListener("keydown", onKeyDown);
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !["button", "checkbox", "radio", "range"].includes(target.type));
