import { buttonClass } from "./button";
import { Opener } from "./opener";
import { MoreIcon } from "./picture-icons";
import type { PictureInfo } from "./reuse";
import type { Route } from "./route";
import { text } from "./viewer-text";

export interface PictureMenuProps {
  image: PictureInfo;
  /** The studio with its settings, if not an empty one. */
  reuse?: Route | undefined;
  /** The same for its model alone. */
  again?: Route | undefined;
}

const loadList = () => import("./picture-menu-list").then((module) => module.PictureMenuList);

/** A button with everything that can be done with one picture. */
export function PictureMenu({ className = "size-9 px-0!", ...props }: PictureMenuProps & { className?: string }) {
  const label = text().optionsOf(props.image.model);
  return (
    <Opener
      kind="menu"
      aria-label={label}
      title={label}
      className={buttonClass("quiet", className)}
      load={loadList}
      popup={(List, popup) => <List {...popup} {...props} label={label} />}
    >
      <MoreIcon />
    </Opener>
  );
}
