import { type RefObject, useEffect, useRef, useState } from "react";
import { Grain } from "./grain";

/** Pixels across at each step, from a few coarse ones to almost the picture. */
const STEPS = [3, 5, 8, 14, 24, 44, 80];
/** Milliseconds between two steps. */
const PACE = 110;

interface ResolvingProps {
  src: string;
  alt: string;
  /** Height by width. */
  ratio: number;
  /** Whether it comes out of noise by itself; otherwise it comes out of what is below it. */
  fromNoise: boolean;
  shown: boolean;
  onShown: () => void;
  onMissing: () => void;
}

/** A finished picture as it appears: out of noise in ever smaller pixels, or in a few hard steps out of its last preview. */
export function Resolving({ src, alt, ratio, fromNoise, shown, onShown, onMissing }: ResolvingProps) {
  const picture = useRef<HTMLImageElement>(null);
  const [step, setStep] = useState<number>();

  useEffect(() => {
    if (step === undefined) return;
    const timer = setTimeout(() => setStep(step + 1 < STEPS.length ? step + 1 : undefined), PACE);
    return () => clearTimeout(timer);
  }, [step]);

  const onLoad = () => {
    onShown();
    if (!shown && fromNoise && !matchMedia("(prefers-reduced-motion: reduce)").matches) setStep(0);
  };
  return (
    <>
      <img
        ref={picture}
        src={src}
        alt={alt}
        onLoad={onLoad}
        onError={onMissing}
        className={`size-full object-cover ${!shown ? "opacity-0" : step === undefined && !fromNoise ? "animate-resolve" : ""}`}
      />
      {step !== undefined && (
        <span aria-hidden="true" className="absolute inset-0">
          <Mosaic picture={picture} across={STEPS[step] ?? 1} ratio={ratio} />
          <Grain cleared={(step + 1) / STEPS.length} moving={false} ratio={ratio} />
        </span>
      )}
    </>
  );
}

/** The picture in so few pixels that each can be seen. */
function Mosaic({ picture, across, ratio }: { picture: RefObject<HTMLImageElement | null>; across: number; ratio: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const down = Math.max(1, Math.round(across * ratio));
  useEffect(() => {
    if (picture.current) canvas.current?.getContext("2d")?.drawImage(picture.current, 0, 0, across, down);
  }, [picture, across, down]);
  return <canvas ref={canvas} width={across} height={down} className="pixelated absolute inset-0 size-full" />;
}
