import { diffWordsWithSpace } from "diff";

/** A stretch of text that both have, that was added, or that was removed. */
export interface Stretch {
  kind: "kept" | "added" | "removed";
  text: string;
}

/**
 * What a proposal changes of a prompt, word by word. A space that happens to stay between two changes belongs to
 * them: a sentence that was written anew is one change, and not one for each of its words.
 */
export function proposalDiff(prompt: string, proposal: string): Stretch[] {
  const stretches: Stretch[] = [];
  let removed = "";
  let added = "";
  const settle = () => {
    if (removed) stretches.push({ kind: "removed", text: removed });
    if (added) stretches.push({ kind: "added", text: added });
    removed = added = "";
  };
  const changes = diffWordsWithSpace(prompt, proposal);
  changes.forEach((change, at) => {
    if (change.removed) removed += change.value;
    else if (change.added) added += change.value;
    else if (removed && added && change.value.trim() === "" && at < changes.length - 1) {
      removed += change.value;
      added += change.value;
    } else {
      settle();
      stretches.push({ kind: "kept", text: change.value });
    }
  });
  settle();
  return stretches;
}
