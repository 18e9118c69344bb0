import { Fragment } from "react";
import { IconButton } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

const SECTIONS = [
  {
    title: "Everywhere",
    keys: [
      ["Alt + S", "Studio"],
      ["Alt + G", "Gallery"],
      ["Alt + K", "These keys"],
      ["Esc", "Close what is open"],
    ],
  },
  {
    title: "In the studio",
    keys: [
      ["Ctrl or ⌘ + Enter", "Paint"],
      ["Alt + E", "Enhance the prompt"],
      ["Alt + R", "A random prompt"],
      ["Alt + M", "More settings, or less"],
    ],
  },
  { title: "A picture in full", keys: [["← →", "The picture before, or after"]] },
  {
    title: "Comparing, with the pictures in focus",
    keys: [
      ["+ −", "Zoom all of them"],
      ["← → ↑ ↓", "Move all of them"],
      ["0", "Show them whole"],
    ],
  },
] as const;

/** Every key that does something. */
export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog label="Keys" onClose={onClose} className="w-full max-w-md p-5">
      <div className="flex items-center justify-between">
        <h2 className="text-lg font-semibold">Keys</h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </div>
      {SECTIONS.map(({ title, keys }) => (
        <section key={title} className="mt-3">
          <h3 className="text-sm font-medium text-muted">{title}</h3>
          <dl className="mt-1 grid grid-cols-[10rem_1fr] gap-x-4 gap-y-1.5 text-sm">
            {keys.map(([key, does]) => (
              <Fragment key={key}>
                <dt>
                  <kbd className="rounded-sm border border-line bg-paper px-1.5 py-0.5 font-mono text-xs whitespace-nowrap">{key}</kbd>
                </dt>
                <dd>{does}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
