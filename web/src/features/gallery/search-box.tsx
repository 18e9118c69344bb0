import { useEffect, useRef } from "react";
import { Icon } from "@/ui/icon";
import type { GalleryChoice } from "@/ui/route";
import { choose } from "./filters";
import { text } from "./text";

/** Milliseconds without a key before a search is made. */
const REST = 250;
/** Characters that the server takes. */
const MOST = 200;

/** Words to search the prompts for. What is typed leads; the address follows when the typing rests. */
export function SearchBox({ choice }: { choice: GalleryChoice }) {
  const { q = "" } = choice;
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const now = useRef(choice);
  useEffect(() => {
    now.current = choice;
  }, [choice]);
  useEffect(() => () => clearTimeout(timer.current), []);
  // Somebody took the words away elsewhere.
  useEffect(() => {
    if (input.current && input.current !== document.activeElement) input.current.value = q;
  }, [q]);

  const search = () => {
    clearTimeout(timer.current);
    const words = input.current?.value.trim() || undefined;
    if (words !== now.current.q) choose({ ...now.current, q: words });
  };
  return (
    <form
      role="search"
      className="relative min-w-0 flex-1 basis-56"
      onSubmit={(event) => {
        event.preventDefault();
        search();
      }}
    >
      <Icon name="search" className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted" />
      <input
        ref={input}
        type="search"
        aria-label={text().search}
        placeholder={text().search}
        defaultValue={q}
        maxLength={MOST}
        enterKeyHint="search"
        onChange={() => {
          clearTimeout(timer.current);
          timer.current = setTimeout(search, REST);
        }}
        className="min-h-10 w-full rounded-md border border-line bg-raised pr-3 pl-9 text-sm hover:border-edge pointer-coarse:min-h-11 pointer-coarse:text-base"
      />
    </form>
  );
}
