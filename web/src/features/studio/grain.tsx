import { useEffect, useRef } from "react";

/** Grains across. */
const ACROSS = 32;
/** Milliseconds between two flickers: calm, and fewer than three flashes a second (WCAG 2.3.1). */
const FLICKER = 200;
/** How much of a grain is noise; the rest is the colour of the frame, so that it is quiet in light and in dark. */
const STRENGTH = 0.3;

interface GrainProps {
  /** How many of the grains are gone, from 0 to 1. */
  cleared: number;
  moving: boolean;
  /** Height by width. */
  ratio: number;
}

/**
 * The noise that a picture comes out of: grain by grain it gives way to what is below. It flickers while it is at work,
 * and keeps still where people prefer less motion.
 */
export function Grain({ cleared, moving, ratio }: GrainProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const turns = useRef<Float32Array>(undefined);
  const down = Math.max(1, Math.round(ACROSS * ratio));

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    if (turns.current?.length !== ACROSS * down) turns.current = Float32Array.from({ length: ACROSS * down }, () => Math.random());
    const draw = () => paint(context, down, turns.current ?? new Float32Array(), cleared, colourOf(element));
    draw();
    if (!moving || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const timer = setInterval(draw, FLICKER);
    return () => clearInterval(timer);
  }, [cleared, moving, down]);

  return <canvas ref={canvas} width={ACROSS} height={down} className="pixelated absolute inset-0 size-full text-sunken" aria-hidden="true" />;
}

/** Each grain has its turn, and is gone when that has come. */
function paint(context: CanvasRenderingContext2D, down: number, turns: Float32Array, cleared: number, [red, green, blue]: Colour) {
  const frame = context.createImageData(ACROSS, down);
  turns.forEach((turn, at) => {
    if (turn < cleared) return;
    const grey = 70 + Math.random() * 130;
    const tint = Math.random() * 40;
    frame.data.set([mixed(red, grey + tint), mixed(green, grey), mixed(blue, grey - tint / 2), 255], at * 4);
  });
  context.putImageData(frame, 0, 0);
}

type Colour = readonly [red: number, green: number, blue: number];

const mixed = (base: number, noise: number) => base + (noise - base) * STRENGTH;

/** The colour that the noise is mixed into: the text colour, which follows the theme. */
function colourOf(element: HTMLElement): Colour {
  const [red = 128, green = 128, blue = 128] = getComputedStyle(element).color.match(/[\d.]+/g)?.map(Number) ?? [];
  return [red, green, blue];
}
