import type { Estimate, Model, Models } from "@/api/types";
import type { Draft } from "./draft";
import { ModelPicker } from "./model-picker";
import { MoreSettings } from "./more-settings";

interface MorePanelProps {
  draft: Draft;
  models: readonly Model[];
  offers: NonNullable<Models["offers"]>;
  chosen: readonly Model[];
  most: number;
  /** What the server says the draft costs. */
  estimate: Estimate | undefined;
  change: (part: Partial<Draft>) => void;
}

/** What is behind "More": the models, and the settings that few prompts need. */
export function MorePanel({ draft, models, offers, chosen, most, estimate, change }: MorePanelProps) {
  return (
    <div className="mt-2 grid animate-rise gap-5 rounded-lg border border-line bg-raised p-4">
      <ModelPicker models={models} offers={offers} chosen={chosen} most={most} draft={draft} estimate={estimate} onChange={(ids) => change({ models: ids })} />
      <MoreSettings draft={draft} chosen={chosen} change={change} />
    </div>
  );
}
