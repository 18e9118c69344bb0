import type { CSSProperties } from "react";
import { text } from "./composer-text";
import { SAMPLES } from "./samples";

/** What the studio shows before the first job: six prompts, as pictures. */
export function EmptyState({ onPick }: { onPick: (prompt: string) => void }) {
  return (
    <section aria-labelledby="begin" className="mt-10">
      <h2 id="begin" className="text-sm font-medium text-muted">
        {text().begin}
      </h2>
      <ul className="mt-3 grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6 lg:gap-4">
        {SAMPLES.map(({ prompt, picture }, index) => (
          <li key={prompt}>
            <button
              type="button"
              onClick={() => onPick(prompt)}
              className="group block h-full w-full overflow-hidden rounded-lg border border-line bg-raised text-left transition-colors hover:border-accent"
            >
              <span className="from-noise block overflow-hidden" style={{ "--wait": `${index * 70}ms` } as CSSProperties}>
                <img src={picture} alt="" width={64} height={64} className="pixelated aspect-square w-full bg-sunken" />
              </span>
              <span className="block px-3 py-2.5 text-sm leading-snug group-hover:text-accent">{prompt}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
