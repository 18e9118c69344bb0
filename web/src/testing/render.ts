import { configure } from "@testing-library/dom";
import { type ComponentChild, options, render as mount } from "preact";
import { act } from "preact/test-utils";

configure({
  // A busy machine may take a while; a test waits for what it expects, not for a time.
  asyncUtilTimeout: 8_000,
  // What an event changes is on the page when it has been told.
  eventWrapper: (tell) => {
    let answer: unknown;
    void act(() => {
      answer = tell();
    });
    return answer;
  },
});

// jsdom paints nothing: effects need not wait for a frame.
options.requestAnimationFrame = queueMicrotask;

let containers: HTMLElement[] = [];

/** Puts something on the page. */
export function render(content: ComponentChild): void {
  const container = document.createElement("div");
  document.body.append(container);
  containers.push(container);
  void act(() => mount(content, container));
}

/** Takes everything off it again. */
export function cleanup(): void {
  for (const container of containers) {
    void act(() => mount(null, container));
    container.remove();
  }
  containers = [];
}
