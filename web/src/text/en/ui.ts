export default {
  byDefault: "default",
  keep: "Keep",
  trouble: "Something went wrong. Is there a connection?",
  loadAgain: "Load again",
};
