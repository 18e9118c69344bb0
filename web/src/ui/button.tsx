import type { ComponentProps } from "react";
import { Icon, type IconName } from "./icon";

type Look = "primary" | "plain" | "quiet";

const LOOKS: Record<Look, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong",
  plain: "border border-line bg-raised hover:border-edge",
  quiet: "text-muted hover:bg-sunken hover:text-ink",
};

/** How a button looks, for links that act like one. */
export function buttonClass(look: Look = "plain", extra = ""): string {
  return (
    "inline-flex min-h-9 items-center justify-center gap-2 rounded-md px-3 text-sm font-medium whitespace-nowrap " +
    `transition-colors aria-disabled:opacity-55 ${LOOKS[look]} ${extra}`
  );
}

interface ButtonProps extends ComponentProps<"button"> {
  look?: Look;
  icon?: IconName;
  /** Does nothing now. It keeps the focus, so that nobody who has just pressed it loses their place. */
  disabled?: boolean;
}

export function Button({ look = "plain", icon, className = "", children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={buttonClass(look, className)} {...able(rest)}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, "children"> {
  icon: IconName;
  label: string;
}

/** A button that is only an icon; the label is its name and its tooltip. */
export function IconButton({ look = "quiet", icon, label, className = "", ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={buttonClass(look, `size-9 px-0! ${className}`)}
      {...able(rest)}
    >
      <Icon name={icon} />
    </button>
  );
}

function able({ disabled = false, onClick, ...rest }: ComponentProps<"button">): ComponentProps<"button"> {
  if (!disabled) return { onClick, ...rest };
  return { "aria-disabled": true, onClick: (event) => event.preventDefault(), ...rest };
}
