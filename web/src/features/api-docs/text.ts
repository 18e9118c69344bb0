import apiDocs from "@/text/en/apiDocs";
import { part } from "@/text/part";

export const text = part("apiDocs", apiDocs);
