import { Fragment } from "react";
import help from "@/text/en/help";
import { part } from "@/text/part";
import { IconButton } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

const text = part("help", help);

/** Every key that does something, by where it does. */
function sections() {
  const t = text();
  return [
    {
      title: t.everywhere,
      keys: [
        ["Alt + S", t.toStudio],
        ["Alt + G", t.toGallery],
        ["Alt + ,", t.preferences],
        ["Alt + K", t.these],
        ["F8", t.notices],
        ["Esc", t.leave],
      ],
    },
    {
      title: t.studio,
      keys: [
        [`${t.control} ${t.or} ⌘ + Enter`, t.paint],
        ["Alt + E", t.enhance],
        ["Alt + R", t.random],
        ["Alt + H", t.history],
        ["↑", t.last],
        ["Alt + M", t.more],
      ],
    },
    {
      title: t.gallery,
      keys: [
        ["← → ↑ ↓", t.walk],
        [t.space, t.choose],
        [`${t.shift} + ← →`, t.stretch],
      ],
    },
    {
      title: t.picture,
      keys: [
        ["← →", t.neighbours],
        ["Home End", t.ends],
        ["+ − 0", t.zoomOne],
        ["I", t.settings],
      ],
    },
    {
      title: t.comparing,
      keys: [
        ["+ −", t.zoom],
        ["← → ↑ ↓", t.move],
        ["0", t.whole],
      ],
    },
  ] as const;
}

/** The sheet of keys. */
export function Help({ onClose }: { onClose: () => void }) {
  const t = text();
  return (
    <Dialog label={t.title} onClose={onClose} className="w-full max-w-lg p-5 md:max-w-3xl">
      <div className="flex items-center justify-between">
        <h2 className="text-lg font-semibold">{t.title}</h2>
        <IconButton icon="close" label={t.close} onClick={onClose} className="pointer-coarse:size-11" />
      </div>
      <div className="mt-3 md:columns-2 md:gap-8">
        {sections().map(({ title, keys }) => (
          <section key={title} className="mb-4 break-inside-avoid">
            <h3 className="text-sm font-medium text-muted">{title}</h3>
            <dl className="mt-1.5 grid grid-cols-[max-content_1fr] items-baseline gap-x-4 gap-y-1.5 text-sm sm:grid-cols-[9.5rem_1fr]">
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
      </div>
    </Dialog>
  );
}
