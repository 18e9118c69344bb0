import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";
import { speak } from "@/text/language";
import { currentToasts, dismiss } from "@/ui/toaster";

// A busy machine may take a while; a test waits for what it expects, not for a time.
configure({ asyncUtilTimeout: 8_000 });

// What jsdom lacks and the page uses.
const openers = new WeakMap<HTMLDialogElement, Element | null>();
HTMLDialogElement.prototype.showModal = function () {
  openers.set(this, document.activeElement);
  this.open = true;
  if (!this.contains(document.activeElement)) this.querySelector<HTMLElement>("button:not(:disabled), [href], input, [tabindex='0']")?.focus();
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
  const opener = openers.get(this);
  if (opener instanceof HTMLElement) opener.focus();
};
HTMLCanvasElement.prototype.getContext = () => null;
window.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.hasPointerCapture = () => false;
Element.prototype.setPointerCapture = () => undefined;
Element.prototype.releasePointerCapture = () => undefined;
globalThis.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

afterEach(async () => {
  cleanup();
  for (const { id } of currentToasts()) dismiss(id);
  // A step back that was taken last is done a moment later; it must not be the next test's.
  await new Promise((resolve) => setTimeout(resolve));
  await speak("en");
  vi.unstubAllGlobals();
  sessionStorage.clear();
  localStorage.clear();
  history.replaceState(null, "", "/");
});
