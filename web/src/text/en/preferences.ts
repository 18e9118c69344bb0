export default {
  language: "Language",
  theme: "Theme",
  themes: { system: "Like the system", light: "Light", dark: "Dark" },
  sounds: "Sounds when pictures are done",
  install: "Install as an app",
  keys: "Keys",
  languageMissing: "That language could not be loaded. Is there a connection?",
  notification: "Notice",
  notifications: "Notices",
  dismiss: "Dismiss",
};
