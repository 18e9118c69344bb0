import { useEffect, useState } from "react";
import { Button, buttonClass } from "./button";
import { clearTray, takeFromTray, useTray } from "./compare-tray";
import { Icon } from "./icon";
import { Link } from "./link";
import { MOST_COMPARED } from "./route";
import { placeholder } from "./thumbhash";
import { text } from "./viewer-text";

/** What the bar takes of the lower edge, with the gap below it. Toasts and the end of the page stay above. */
const HEIGHT = "4rem";

/** The pictures that wait to be compared, at the lower edge of the page. */
export function CompareTrayBar() {
  const tray = useTray();
  const t = text();
  useDock();
  return (
    <section
      aria-label={t.tray}
      className="pointer-events-none fixed inset-x-0 bottom-[calc(var(--bottom-bar,0px)+env(safe-area-inset-bottom,0px))] z-20 flex justify-center px-2 pb-2"
    >
      <div className="pointer-events-auto flex h-14 max-w-full animate-rise items-center gap-1 rounded-lg border border-line bg-raised px-2 shadow-float">
        <ul className="flex gap-1.5">
          {tray.map(({ runId, model, thumbnailUrl, thumbhash }) => (
            <li key={runId}>
              <button
                type="button"
                aria-label={t.takeOut(model)}
                title={t.takeOut(model)}
                onClick={() => takeFromTray(runId)}
                className="group relative block size-11 overflow-hidden rounded-md bg-sunken bg-cover"
                style={{ backgroundImage: `url(${placeholder(thumbhash) ?? ""})` }}
              >
                <img src={thumbnailUrl} alt="" width={44} height={44} className="size-full object-cover" />
                <span className="absolute inset-0 grid place-items-center bg-raised/80 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100">
                  <Icon name="close" />
                </span>
              </button>
            </li>
          ))}
          {Array.from({ length: MOST_COMPARED - tray.length }, (_, at) => (
            <li key={at} aria-hidden="true" className="size-11 rounded-md border border-dashed border-line max-sm:hidden" />
          ))}
        </ul>
        <Count number={tray.length} />
        <Link to={{ view: "compare", pictures: tray.map((one) => one.runId), mode: "side" }} className={buttonClass("primary", "ml-2 pointer-coarse:min-h-11")}>
          <Icon name="compare" />
          {t.compare}
        </Link>
        <Button look="quiet" onClick={clearTray} className="pointer-coarse:min-h-11">
          {t.clear}
        </Button>
      </div>
    </section>
  );
}

/** Says how many there are, a moment after the bar came: what a region holds when it appears is not read out. */
function Count({ number }: { number: number }) {
  const [there, setThere] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setThere(true), 100);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p role="status" className="sr-only">
      {there && text().inTray(number, MOST_COMPARED)}
    </p>
  );
}

/** Tells the page how much of its lower edge is taken. */
function useDock() {
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty("--dock", HEIGHT);
    return () => void style.removeProperty("--dock");
  }, []);
}
