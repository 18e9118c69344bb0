export default {
  offline: "This device is offline. What was seen before is still here; painting waits for the connection.",
  down: "The server does not answer. It is asked again every few seconds.",
  back: "The connection is back.",
  /** In the header, where there is little room. */
  offlineNow: "Offline",
  downNow: "No answer",
  keptFrom: (time: string) => `As it was on ${time}`,
  keptShort: (time: string) => `as of ${time}`,
  notRefreshed: (why: string) => `This could not be refreshed. ${why}`,
  update: "There is a new version of this page.",
  load: "Load it",
};
