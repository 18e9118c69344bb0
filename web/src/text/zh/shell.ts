import type { Catalogue } from "../catalogue";

export default {
  home: "Pixel Prompt，新的提示词",
  skip: "跳到内容",
  views: "视图",
  studio: "画室",
  gallery: "图库",
  detail: "图片",
  compare: "对比",
  api: "API",
  keys: "快捷键",
  preferences: "偏好设置",
  moment: "请稍候…",
} satisfies Catalogue["shell"];
