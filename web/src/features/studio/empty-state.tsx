import { useTitle } from "@/ui/title";
import { text } from "./composer-text";
import { SAMPLES } from "./samples";

/** What the studio shows before the first job: what happens here, and six prompts as pictures. */
export function EmptyState({ onPick }: { onPick: (prompt: string) => void }) {
  const t = text();
  useTitle(undefined);
  return (
    <section aria-labelledby="begin" className="mt-6 sm:mt-10">
      <h2 id="begin" className="text-lg leading-snug font-semibold tracking-tight text-balance sm:text-2xl">
        {t.begin}
      </h2>
      <p className="mt-1 max-w-5xl text-sm text-balance text-muted sm:text-base">{t.beginHint}</p>
      <ul className="in-turn mt-4 grid grid-cols-3 gap-2 sm:mt-5 sm:gap-4 lg:grid-cols-6">
        {SAMPLES.map(({ prompt, picture }) => (
          <li key={prompt}>
            <button
              type="button"
              // In English, whatever the page speaks: the built-in models read nothing else.
              lang="en"
              onClick={() => onPick(prompt)}
              className="group flex h-full w-full flex-col overflow-hidden rounded-lg border border-line bg-raised text-left transition-colors hover:border-accent"
            >
              <span className="from-noise block w-full overflow-hidden">
                <img src={picture} alt="" width={64} height={64} className="pixelated aspect-square w-full bg-sunken" />
              </span>
              <span className="block px-2 py-1.5 text-xs leading-snug group-hover:text-accent sm:px-3 sm:py-2.5 sm:text-sm">{prompt}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
