import share from "@/text/en/share";
import { part } from "@/text/part";

/** The texts of the share view, in the language of the page. */
export const text = part("share", share);
