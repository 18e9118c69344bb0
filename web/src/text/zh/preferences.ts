import type { Catalogue } from "../catalogue";

export default {
  language: "语言",
  theme: "外观",
  themes: { system: "跟随系统", light: "浅色", dark: "深色" },
  sounds: "图片完成时播放提示音",
  install: "安装为应用",
  keys: "快捷键",
  languageMissing: "无法加载该语言。网络是否正常？",
  notification: "通知",
  notifications: "通知",
  dismiss: "关闭",
} satisfies Catalogue["preferences"];
