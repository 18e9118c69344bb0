import { type KeyboardEvent, useId, useLayoutEffect, useRef } from "react";
import { characters } from "@/ui/text";
import { text } from "./composer-text";

interface PromptBoxProps {
  value: string;
  onChange: (value: string) => void;
  onSubmit: () => void;
  /** The most characters. */
  limit: number;
}

/** Where the prompt is typed; it grows with the text, and Ctrl or ⌘ with Enter sends it. */
export function PromptBox({ value, onChange, onSubmit, limit }: PromptBoxProps) {
  const t = text();
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const length = characters(value);
  const over = length > limit;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [value]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSubmit();
    }
  };

  return (
    <div className="relative">
      <label htmlFor={id} className="sr-only">
        {t.prompt}
      </label>
      <textarea
        ref={box}
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
