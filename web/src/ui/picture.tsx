import { placeholder } from "./thumbhash";
import { useAttempts } from "./use-attempts";
import { text } from "./viewer-text";

interface PictureProps {
  src: string;
  /** What is shown where that does not come, as when only small forms were kept. */
  instead?: string;
  alt: string;
  width?: number | null | undefined;
  height?: number | null | undefined;
  thumbhash?: string | null | undefined;
  /** Among the first that are seen: loaded at once instead of when it comes into view, and shown without a fade. */
  eager?: boolean;
  className?: string;
}

/** A picture that has its room before it is there: blurred at first, and a sentence if it never comes. */
export function Picture({ src, instead, alt, width, height, thumbhash, eager = false, className = "" }: PictureProps) {
  const { attempt, state, onLoad, onError } = useAttempts();
  const blurred = placeholder(thumbhash);
  return (
    <div
      className={`relative overflow-hidden bg-sunken bg-cover ${className}`}
      style={{
        aspectRatio: width && height ? `${width} / ${height}` : "1",
        backgroundImage: blurred && state !== "shown" ? `url(${blurred})` : undefined,
      }}
    >
      {state === "missing" && instead ? (
        <>
          <Picture src={instead} alt={alt} width={width} height={height} thumbhash={thumbhash} />
          <p className="absolute inset-x-0 bottom-2 mx-auto w-fit rounded-sm bg-raised px-2 py-1 text-xs text-muted">{text().pictureSmall}</p>
        </>
      ) : state === "missing" ? (
        <p className="absolute inset-0 grid place-items-center p-3 text-center text-sm text-muted">
          {text().pictureMissing}
        </p>
      ) : (
        <img
          key={attempt}
          src={src}
          alt={alt}
          width={width ?? undefined}
          height={height ?? undefined}
          loading={eager ? "eager" : "lazy"}
          decoding="async"
          onLoad={onLoad}
          onError={onError}
          className={`size-full object-cover transition-opacity duration-200 ${state === "shown" || (eager && state === "loading") ? "" : "opacity-0"}`}
        />
      )}
    </div>
  );
}
