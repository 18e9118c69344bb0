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

/** Where nobody needs to be asked. */
export const FREE: Price = { text: "free", obstacle: undefined, unpriced: false, estimate: undefined };
/** Before anybody has said. */
export const NOT_SAID: Price = { ...FREE, text: undefined };
