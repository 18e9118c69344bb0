import { type KeyboardEvent, type RefObject, useEffectEvent, useId, useLayoutEffect } from "react";
import { characters } from "@/ui/text";
import { text } from "./composer-text";

interface PromptBoxProps {
  value: string;
  onChange: (value: string) => void;
  onSubmit: () => void;
  /** Wants the last prompt back. */
  onRecall: () => void;
  /** The most characters. */
  limit: number;
  ref: RefObject<HTMLTextAreaElement | null>;
}

/** Where the prompt is typed; it grows with the text. Ctrl or ⌘ with Enter sends it, the arrow up brings the last one back. */
export function PromptBox({ value, onChange, onSubmit, onRecall, limit, ref }: PromptBoxProps) {
  const t = text();
  const id = useId();
  const length = characters(value);
  const over = length > limit;

  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [value, ref]);

  // What somebody typed into the first paint, before the scripts were there.
  const typed = useEffectEvent(() => {
    const early = ref.current?.value;
    if (early && early !== value) onChange(early);
  });
  useLayoutEffect(() => typed(), []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      // A key that is held down says it once.
      if (!event.repeat) onSubmit();
    }
    if (event.key === "ArrowUp" && value === "") {
      event.preventDefault();
      onRecall();
    }
  };

  return (
    <div className="relative">
      <label htmlFor={id} className="sr-only">
        {t.prompt}
      </label>
      <textarea
        ref={ref}
        id={id}
        rows={2}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        placeholder={t.placeholder}
        aria-describedby={`${id}-count`}
        aria-invalid={over}
        className="block max-h-72 min-h-20 w-full resize-none bg-transparent px-4 pt-3.5 pb-6 text-lg leading-snug outline-none placeholder:text-muted"
      />
      <p
        id={`${id}-count`}
        className={`absolute right-4 bottom-1 font-mono text-xs tabular-nums ${over ? "font-bold text-accent" : "text-muted"}`}
      >
        {length}/{limit}
        <span className="sr-only"> {t.characters}</span>
      </p>
    </div>
  );
}
