import shell from "@/text/en/shell";
import { part } from "@/text/part";

/** The texts around every view. */
export const shellText = part("shell", shell);
