import ui from "@/text/en/ui";
import { part } from "@/text/part";

/** The few texts that shared things of the first view have. */
export const uiText = part("ui", ui);
