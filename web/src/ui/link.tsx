import type { ComponentProps, MouseEvent } from "react";
import { hrefOf, navigate, type Route } from "./route";

interface LinkProps extends Omit<ComponentProps<"a">, "href"> {
  to: Route;
}

/** A link to a view of the page: opens in place, unless somebody wants a new tab. */
export function Link({ to, onClick, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
  };
  return <a href={hrefOf(to)} onClick={follow} {...rest} />;
}
