import { Button, buttonClass } from "./button";
import { copyText } from "./copy";
import { tellCopied } from "./copy-and-tell";
import { Facts } from "./facts";
import { Link } from "./link";
import { type PictureInfo, reuseRoute } from "./reuse";
import { text } from "./viewer-text";

/** How a picture came about, beside it; below it on a phone. */
export function LightboxSettings({ image }: { image: PictureInfo }) {
  const t = text();
  return (
    <aside
      aria-label={t.settings}
      // People scroll it by keys too.
      tabIndex={0}
      className="animate-rise overflow-y-auto overscroll-contain border-line bg-raised px-4 py-3 pb-[calc(env(safe-area-inset-bottom)+1rem)] text-sm focus-visible:-outline-offset-2 max-sm:max-h-[50dvh] max-sm:border-t sm:w-80 sm:shrink-0 sm:border-l"
    >
      <p className="whitespace-pre-line wrap-anywhere">{image.prompt}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button icon="copy" onClick={() => void tellCopied(copyText(image.prompt), t.promptCopied)} className="pointer-coarse:min-h-11">
          {t.copyPrompt}
        </Button>
        <Link to={reuseRoute(image)} className={buttonClass("plain", "pointer-coarse:min-h-11")}>
          {t.reuse}
        </Link>
      </div>
      <Facts image={image} className="mt-4 gap-y-1.5" />
      {image.warnings.length > 0 && (
        <ul className="mt-4 grid gap-1 text-xs text-muted">
          {image.warnings.map((warning) => (
            <li key={`${warning.parameter} ${warning.kind}`}>{t.note(warning.message)}</li>
          ))}
        </ul>
      )}
    </aside>
  );
}
