import type { Plugin } from "vite";

/** What Radix asks of libraries to hold the rest of the page still and hide it, and what it gets here. */
const STUBS: Record<string, string> = {
  "react-remove-scroll": "export const RemoveScroll = ({ children }) => children;",
  "aria-hidden": "export const hideOthers = () => () => undefined;",
};

/**
 * Menus and popovers are never modal here (`modal={false}`): the content security policy forbids the styles that a modal one
 * injects, and what is modal is the browser's own dialog. So the libraries for modal ones, four kilobytes, stay out.
 */
export function withoutModal(): Plugin {
  return {
    name: "without-modal",
    enforce: "pre",
    apply: "build",
    resolveId: {
      filter: { id: /^(react-remove-scroll|aria-hidden)$/ },
      handler: (id) => `\0${id}`,
    },
    load: {
      filter: { id: /^\0(react-remove-scroll|aria-hidden)$/ },
      handler: (id) => STUBS[id.slice(1)],
    },
  };
}
