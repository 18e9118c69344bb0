import { jobOf } from "@/api/job";
import { pictureUrl } from "@/api/picture";
import { addToTray, takeFromTray, useTray } from "./compare-tray";
import { canCopyPictures, copyPicture, copyText } from "./copy";
import { tellCopied } from "./copy-and-tell";
import { MenuChoice, MenuDownload, MenuLine, MenuLink, MenuList } from "./menu-list";
import type { Popup } from "./opener";
import type { PictureMenuProps } from "./picture-menu";
import { againRoute, reuseRoute } from "./reuse";
import { hrefOf, MOST_COMPARED } from "./route";
import { text } from "./viewer-text";

interface PictureMenuListProps extends Popup, PictureMenuProps {
  label: string;
}

/** The choices of a picture's menu. */
export function PictureMenuList({ image, reuse = reuseRoute(image), again = againRoute(image), ...popup }: PictureMenuListProps) {
  const t = text();
  const tray = useTray();
  const inTray = tray.some((one) => one.runId === image.runId);
  const full = !inTray && tray.length >= MOST_COMPARED;
  const webp = image.mediaType === "image/webp";
  const link = () => new URL(hrefOf({ view: "share", gallery: jobOf(image.runId), picture: image.runId }), location.href).href;
  return (
    <MenuList {...popup}>
      <MenuDownload href={pictureUrl(image.url)}>{t.downloadOriginal}</MenuDownload>
      {!webp && <MenuDownload href={pictureUrl(image.url, { format: "webp" })}>{t.downloadWebp}</MenuDownload>}
      <MenuDownload href={pictureUrl(image.url, { stripped: true })}>{t.downloadStripped}</MenuDownload>
      {!webp && <MenuDownload href={pictureUrl(image.url, { format: "webp", stripped: true })}>{t.downloadWebpStripped}</MenuDownload>}
      <MenuLine />
      {canCopyPictures() && <MenuChoice onSelect={() => void tellCopied(copyPicture(image.url), t.pictureCopied)}>{t.copyPicture}</MenuChoice>}
      <MenuChoice onSelect={() => void tellCopied(copyText(image.prompt), t.promptCopied)}>{t.copyPrompt}</MenuChoice>
      <MenuChoice onSelect={() => void tellCopied(copyText(link()), t.linkCopied)}>{t.copyLink}</MenuChoice>
      <MenuLine />
      <MenuLink to={reuse}>{t.reuse}</MenuLink>
      <MenuLink to={again}>{t.again}</MenuLink>
      <MenuChoice disabled={full} onSelect={() => (inTray ? takeFromTray(image.runId) : addToTray(image))}>
        {full ? t.compareFull(MOST_COMPARED) : inTray ? t.takeFromCompare : t.addToCompare}
      </MenuChoice>
    </MenuList>
  );
}
