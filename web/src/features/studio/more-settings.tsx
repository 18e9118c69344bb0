import type { Model } from "@/api/types";
import { Button, IconButton } from "@/ui/button";
import type { Draft } from "./draft";
import { otherSize, qualitiesOf, sizesOf } from "./choices";
import { ignoredBy } from "./ranges";
import { text } from "./settings-text";
import { ShapeChoice } from "./shape-choice";
import { shapeOf, shapesOf, sizeInShape } from "./shapes";

const FIELD = "min-h-9 w-full rounded-md border border-edge bg-paper px-3 text-sm";
/** The largest seed that is a whole number in every language between here and the models. */
const MAX_SEED = Number.MAX_SAFE_INTEGER;

interface MoreSettingsProps {
  draft: Draft;
  chosen: readonly Model[];
  change: (part: Partial<Draft>) => void;
}

/** The settings that few prompts need. */
export function MoreSettings({ draft, chosen, change }: MoreSettingsProps) {
  const t = text();
  const sizes = sizesOf(chosen);
  const shapes = shapesOf(sizes);
  const shape = draft.size === undefined ? undefined : shapeOf(draft.size);
  const others = otherSize(chosen, draft.size);
  const qualities = qualitiesOf(chosen);
  const without = (capable: (model: Model) => boolean) => ignoredBy(chosen.filter((model) => !capable(model)).map((model) => model.name));
  const seeds = chosen.some((model) => model.capability.seed);
  const negatives = chosen.some((model) => model.capability.negativePrompt);
  const maxSeed = Math.min(MAX_SEED, Math.max(0, ...chosen.map((model) => model.capability.maxSeed ?? 0)) || MAX_SEED);
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-4 lg:grid-cols-4">
      {shapes.length > 1 && (
        <ShapeChoice shapes={shapes} value={shape} onChange={(wanted) => change({ size: wanted && sizeInShape(sizes, wanted, draft.size) })} />
      )}
      <label className="grid content-start gap-1 text-sm">
        <span className="font-medium">{t.size}</span>
        <select className={FIELD} value={draft.size ?? ""} aria-describedby="size-note" onChange={(event) => change({ size: event.target.value || undefined })}>
          <option value="">{t.own}</option>
          {draft.size && !sizes.includes(draft.size) && <option value={draft.size}>{draft.size.replace("x", " × ")}</option>}
          {sizes
            .filter((size) => shape === undefined || shapes.length < 2 || shapeOf(size) === shape)
            .map((size) => (
              <option key={size} value={size}>
                {size.replace("x", " × ")}
              </option>
            ))}
        </select>
        <Ignored id="size-note" text={others.length > 0 ? t.otherSize(others) : undefined} />
      </label>
      {qualities && (
        <label className="grid content-start gap-1 text-sm">
          <span className="font-medium">{t.quality}</span>
          <select
            className={FIELD}
            value={draft.quality ?? ""}
            aria-describedby="quality-note"
            onChange={(event) => change({ quality: qualities.values.find((one) => one === event.target.value) })}
          >
            <option value="">{t.own}</option>
            {draft.quality && !qualities.values.includes(draft.quality) && <option value={draft.quality}>{t.qualities[draft.quality]}</option>}
            {qualities.values.map((quality) => (
              <option key={quality} value={quality}>
                {t.qualities[quality]}
              </option>
            ))}
          </select>
          <Ignored id="quality-note" text={ignoredBy(qualities.without)} />
        </label>
      )}
      <div className="col-span-full grid content-start gap-1 text-sm sm:col-span-1">
        <label htmlFor="seed" className="font-medium">
          {t.seed}
        </label>
        <div className="flex gap-1">
          <input
            id="seed"
            className={FIELD}
            inputMode="numeric"
            aria-describedby="seed-note"
            placeholder={seeds ? t.seedHint : t.seedNone}
            value={draft.seed ?? ""}
            onChange={(event) => {
              const digits = event.target.value.replace(/\D/g, "");
              change({ seed: digits === "" ? undefined : Math.min(Number(digits), maxSeed) });
            }}
          />
          {draft.seed === undefined ? (
            <IconButton icon="dice" label={t.drawSeed} onClick={() => change({ seed: Math.floor(Math.random() * Math.min(2 ** 32, maxSeed)) })} />
          ) : (
            <IconButton icon="close" label={t.newSeed} onClick={() => change({ seed: undefined })} />
          )}
        </div>
        {seeds && <Ignored id="seed-note" text={without((model) => model.capability.seed)} />}
      </div>
      <label className={`col-span-full grid content-start gap-1 text-sm sm:col-span-1 ${qualities ? "lg:col-span-2" : ""}`}>
        <span className="font-medium">{t.negative}</span>
        <input
          className={FIELD}
          aria-describedby="negative-note"
          placeholder={negatives ? t.negativeHint : t.negativeNone}
          value={draft.negativePrompt}
          onChange={(event) => change({ negativePrompt: event.target.value })}
        />
        {negatives && <Ignored id="negative-note" text={without((model) => model.capability.negativePrompt)} />}
      </label>
      <div className="col-span-full">
        <Button
          look="quiet"
          className="-ml-3"
          onClick={() =>
            change({ steps: undefined, guidance: undefined, quality: undefined, seed: undefined, size: undefined, negativePrompt: "", models: undefined })
          }
        >
          {t.defaults}
        </Button>
      </div>
    </div>
  );
}

/** Which models do without a setting. */
function Ignored({ id, text }: { id: string; text: string | undefined }) {
  return (
    <span id={id} className="text-xs text-muted">
      {text}
    </span>
  );
}
