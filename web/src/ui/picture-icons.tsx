import { Bitmap } from "./icon";

/** Icons that only pictures need; they stay out of the scripts of the first view. */
const MORE = ["........", "........", "........", "##.##.##", "##.##.##", "........", "........", "........"];

export const MoreIcon = () => <Bitmap rows={MORE} />;
