import { DropdownMenu } from "radix-ui";
import { type ComponentProps, type ReactNode, useEffect, useRef } from "react";
import { Link } from "./link";
import type { Popup } from "./opener";
import { butNotBy, PopupAnchor } from "./popup-anchor";

interface MenuListProps extends Popup {
  label: string;
  children: ReactNode;
}

/** The list of a menu, under the button that opened it; on a phone a sheet at the bottom, where the thumb is. Fetched on demand: import it only from what is. */
export function MenuList({ id, opener, open, onOpenChange, byKey, label, children }: MenuListProps) {
  return (
    // Not modal: a modal menu injects a style element, which the content security policy forbids.
    <DropdownMenu.Root open={open} onOpenChange={onOpenChange} modal={false}>
      <DropdownMenu.Trigger asChild>
        <PopupAnchor opener={opener} />
      </DropdownMenu.Trigger>
      {/* Beside an open dialog everything is out of reach, so the list goes into it; else into the part of the page that it belongs to. */}
      <DropdownMenu.Portal container={opener.closest<HTMLElement>("dialog, main")}>
        <DropdownMenu.Content
          id={id}
          aria-label={label}
          aria-labelledby={undefined}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          loop
          onInteractOutside={butNotBy(opener)}
          data-sheet
          className="z-30 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 animate-rise overflow-y-auto rounded-lg border border-line bg-raised p-1 text-sm shadow-float outline-none max-sm:max-h-[85dvh] max-sm:rounded-b-none max-sm:border-x-0 max-sm:p-2 max-sm:pb-[calc(env(safe-area-inset-bottom)+0.5rem)]"
        >
          {byKey && <FirstChoice />}
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** Takes the focus to the first choice; the list by itself does so only if it saw the key. */
function FirstChoice() {
  const here = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const list = here.current?.parentElement;
    const timer = setTimeout(() => list?.querySelector<HTMLElement>("[role^=menuitem]:not([data-disabled])")?.focus());
    return () => clearTimeout(timer);
  }, []);
  return <span ref={here} hidden />;
}

const CHOICE =
  "flex min-h-9 w-full items-center gap-2 rounded-md px-3 text-left outline-none select-none pointer-coarse:min-h-11 " +
  "data-disabled:opacity-55 data-highlighted:bg-sunken data-highlighted:text-accent";

export function MenuChoice(props: ComponentProps<typeof DropdownMenu.Item>) {
  return <DropdownMenu.Item {...props} className={CHOICE} />;
}

/** A choice that goes to a view of the page. */
export function MenuLink({ to, children }: Pick<ComponentProps<typeof Link>, "to" | "children">) {
  return (
    <DropdownMenu.Item asChild>
      <Link to={to} className={CHOICE}>
        {children}
      </Link>
    </DropdownMenu.Item>
  );
}

/** A choice that saves a file. */
export function MenuDownload({ href, children }: { href: string; children: ReactNode }) {
  return (
    <DropdownMenu.Item asChild>
      <a href={href} download className={CHOICE}>
        {children}
      </a>
    </DropdownMenu.Item>
  );
}

export function MenuLine() {
  return <DropdownMenu.Separator className="mx-2 my-1 h-px bg-line" />;
}
