import type { Estimate } from "@/api/types";

/** What painting the draft would cost, as far as anybody has said. */
export interface Price {
  /** "free", "about $0.12"; undefined while nobody has said. */
  text: string | undefined;
  /** Why the budget does not allow it. */
  obstacle: string | undefined;
  /** Whether the obstacle is that there are models without a price. */
  unpriced: boolean;
  /** What the server says, by model. */
  estimate: Estimate | undefined;
}

/** Before anybody has said. */
export const NOT_SAID: Price = { text: undefined, obstacle: undefined, unpriced: false, estimate: undefined };
