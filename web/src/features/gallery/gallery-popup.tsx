import { Popover } from "radix-ui";
import type { ReactNode } from "react";
import { Button, IconButton } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import type { Popup } from "@/ui/opener";
import { butNotBy, PopupAnchor } from "@/ui/popup-anchor";
import { text } from "./text";
import { useNarrow } from "./use-narrow";

interface GalleryPopupProps extends Popup {
  title: string;
  children: ReactNode;
  /** What else can be done, beside what closes it. */
  footer?: ReactNode;
}

/** A panel under its button; on a phone a sheet at the bottom, where the thumb is. Fetched on demand: import it only from what is. */
export function GalleryPopup({ id, opener, open, onOpenChange, title, children, footer }: GalleryPopupProps) {
  const narrow = useNarrow();
  const close = () => onOpenChange(false);
  const head = (
    <div className="mb-3 flex items-center justify-between">
      <h2 className="text-base font-semibold">{title}</h2>
      <IconButton icon="close" label={text().close} onClick={close} className="-mr-2 pointer-coarse:size-11" />
    </div>
  );
  if (narrow) {
    return (
      open && (
        <Dialog label={title} onClose={close} className="mb-0 w-full max-w-none animate-rise rounded-b-none p-4 pb-6">
          {head}
          {children}
          <div className="mt-5 grid grid-flow-col gap-2">
            {footer}
            <Button look="primary" className="min-h-11" onClick={close}>
              {text().done}
            </Button>
          </div>
        </Dialog>
      )
    );
  }
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>
        <PopupAnchor opener={opener} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          id={id}
          aria-label={title}
          align="end"
          sideOffset={6}
          collisionPadding={8}
          onInteractOutside={butNotBy(opener)}
          className="z-30 w-88 max-w-[calc(100vw-1rem)] animate-rise rounded-lg border border-line bg-raised p-4 shadow-float"
        >
          {head}
          {children}
          {footer && <div className="mt-4 flex justify-end">{footer}</div>}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
