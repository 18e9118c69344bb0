import gallery from "@/text/en/gallery";
import { part } from "@/text/part";

/** The texts of the gallery, in the language of the page. */
export const text = part("gallery", gallery);
