import { afterEach, beforeEach, expect, it } from "vitest";
import { keepFocus } from "./focus-heir";

let stop: () => void;

beforeEach(() => {
  document.body.innerHTML = `
    <main tabindex="-1">
      <button id="before"></button>
      <section><article><div><button id="inner"></button></div></article><button id="beside"></button></section>
    </main>
    <div><button id="toast"></button></div>`;
  stop = keepFocus();
});
afterEach(() => {
  stop();
  document.body.innerHTML = "";
});

function the(selector: string): HTMLElement {
  const element = document.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`no ${selector}`);
  return element;
}
/** What was watched is told after that. */
const noticed = () => new Promise((resolve) => setTimeout(resolve));

it("goes to the nearest part around what is gone", async () => {
  the("#inner").focus();
  the("#inner").parentElement?.remove();
  await noticed();
  expect(the("article")).toHaveFocus();
  the("section").remove();
  await noticed();
  expect(the("main")).toHaveFocus();
});

it("goes back to where it was before, where nothing is around", async () => {
  the("#beside").focus();
  the("#toast").focus();
  the("#toast").parentElement?.remove();
  await noticed();
  expect(the("#beside")).toHaveFocus();
});

it("is left to who takes it, or lays it down", async () => {
  the("#inner").focus();
  the("#inner").remove();
  the("#before").focus();
  await noticed();
  expect(the("#before")).toHaveFocus();
  the("#before").blur();
  the("#beside").remove();
  await noticed();
  expect(document.body).toHaveFocus();
});
