import { useEffect, useRef } from "react";

const SIDE = 16;
/** Milliseconds between two frames: slow enough to be calm. */
const FRAME = 160;

/** Grainy pixels: what a picture is before its first step. Still where people prefer less motion. */
export function Noise({ moving }: { moving: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const draw = () => {
      const frame = context.createImageData(SIDE, SIDE);
      for (let at = 0; at < frame.data.length; at += 4) {
        const grey = 70 + Math.random() * 130;
        frame.data[at] = grey + Math.random() * 40;
        frame.data[at + 1] = grey;
        frame.data[at + 2] = grey - Math.random() * 20;
        frame.data[at + 3] = 70;
      }
      context.putImageData(frame, 0, 0);
    };
    draw();
    if (!moving || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const timer = setInterval(draw, FRAME);
    return () => clearInterval(timer);
  }, [moving]);
  return <canvas ref={canvas} width={SIDE} height={SIDE} className="pixelated absolute inset-0 size-full" aria-hidden="true" />;
}
