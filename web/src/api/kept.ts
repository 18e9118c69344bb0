/** With this header the service worker marks an answer that it kept: when it was given. */
export const KEPT_HEADER = "X-Kept-Since";
