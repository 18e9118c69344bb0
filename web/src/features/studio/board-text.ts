import board from "@/text/en/board";
import { part } from "@/text/part";

export const text = part("board", board);
