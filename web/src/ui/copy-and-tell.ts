import { toast } from "./toaster";
import { text } from "./viewer-text";

/** Tells how copying went. */
export const tellCopied = (copied: Promise<void>, done: string): Promise<void> =>
  copied.then(
    () => toast(done),
    () => toast(text().copyRefused),
  );
