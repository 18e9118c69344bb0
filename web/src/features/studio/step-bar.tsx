/** More steps than this would be too thin to be told apart. */
const BLOCKS = 30;

/** How many steps are done: a row of blocks along the lower edge, one for each step. */
export function StepBar({ label, step, steps }: { label: string; step: number; steps: number }) {
  const block = 100 / steps;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={steps}
      aria-valuenow={step}
      className="absolute inset-x-0 bottom-0 h-1.5 bg-shade"
      style={steps <= BLOCKS ? { maskImage: `repeating-linear-gradient(90deg, #000 0 calc(${block}% - 1px), #0000 calc(${block}% - 1px) ${block}%)` } : undefined}
    >
      <div className="h-full bg-accent" style={{ width: `${step * block}%` }} />
    </div>
  );
}
