import { part } from "@/text/part";
import viewer from "@/text/en/viewer";

export const text = part("viewer", viewer);
