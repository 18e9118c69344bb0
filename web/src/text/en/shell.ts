export default {
  home: "Pixel Prompt, new prompt",
  skip: "To the content",
  views: "Views",
  studio: "Studio",
  gallery: "Gallery",
  detail: "Pictures",
  compare: "Compare",
  api: "API",
  keys: "Keys",
  preferences: "Preferences",
  moment: "One moment…",
};
