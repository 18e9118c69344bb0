import type { ReactNode } from "react";
import { Button, buttonClass } from "@/ui/button";
import { Icon, type IconName } from "@/ui/icon";
import { Link } from "@/ui/link";
import { Mark } from "@/ui/mark";
import type { GalleryChoice } from "@/ui/route";
import { choose, isNarrowed } from "./filters";
import { text } from "./text";

/** Prompts that the built-in models paint well; the painter reads English. */
const SAMPLES = ["a red fox on a light blue background", "a robot on a pink background", "a rocket on a dark blue background"];

/** What stands in for pictures where there are none, with what to do about it. */
export function Nothing({ choice }: { choice: GalleryChoice }) {
  const t = text().nothing;
  if (isNarrowed(choice)) {
    return (
      <Empty icon="search" title={choice.q ? t.found(choice.q) : t.foundNone} hint={t.foundHint}>
        <Button look="primary" onClick={() => choose({ show: choice.show })}>
          {t.clear}
        </Button>
      </Empty>
    );
  }
  if (choice.show === "favourites") {
    return (
      <Empty icon="heartLine" title={t.favourites} hint={t.favouritesHint}>
        <Link to={{ view: "gallery" }} className={buttonClass()}>
          {t.all}
        </Link>
      </Empty>
    );
  }
  if (choice.show === "trash") return <Empty icon="trash" title={t.trash} hint={t.trashHint} />;
  return (
    <Empty title={t.yet} hint={t.yetHint}>
      <ul role="list" className="grid gap-2">
        {SAMPLES.map((prompt) => (
          <li key={prompt}>
            <Link to={{ view: "studio", prefill: { prompt } }} className={buttonClass("plain", "w-full whitespace-normal! py-2")}>
              {prompt}
            </Link>
          </li>
        ))}
      </ul>
      <Link to={{ view: "studio" }} className={buttonClass("primary")}>
        {t.begin}
      </Link>
    </Empty>
  );
}

interface EmptyProps {
  icon?: IconName;
  title: string;
  hint: string;
  children?: ReactNode;
}

function Empty({ icon, title, hint, children }: EmptyProps) {
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-4 py-16 text-center sm:py-24">
      {icon ? <Icon name={icon} className="size-8 text-muted" /> : <Mark className="size-12" />}
      <div>
        <h2 className="text-lg font-semibold text-balance wrap-anywhere">{title}</h2>
        <p className="mt-1 text-sm text-balance text-muted">{hint}</p>
      </div>
      {children}
    </div>
  );
}
