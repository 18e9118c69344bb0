import { outcomeOf, settingsOf } from "./picture-facts";
import type { PictureInfo } from "./reuse";

/** How a picture was made and how that went, as far as it can be said of this one. */
export function Facts({ image, className }: { image: PictureInfo; className: string }) {
  return (
    <dl className={`grid grid-cols-[max-content_1fr] content-start gap-x-4 ${className}`}>
      {[...settingsOf(image), ...outcomeOf(image)]
        .filter(({ value }) => value !== undefined)
        .map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 wrap-anywhere tabular-nums">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
