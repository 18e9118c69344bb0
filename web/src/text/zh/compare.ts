import type { Catalogue } from "../catalogue";

export default {
  title: "对比",
  gallery: "图库",
  fetching: "正在获取图片…",
  tooFew: "请在下方选择两到四张图片。",
  missing: (number) => `有 ${number} 张图片已不存在。`,
  leaveOut: "移除",

  how: "对比方式",
  side: "并排",
  sideHint: "同时显示全部",
  slider: "滑块",
  sliderHint: "第一张叠在第二张之上",
  blink: "闪烁",
  blinkHint: "在同一位置轮流显示",

  zoomIn: "放大",
  zoomOut: "缩小",
  whole: "显示完整图片",
  wheelHint: "Ctrl 加滚轮缩放；点击后仅用滚轮",
  stage: "图片：加减键缩放，方向键移动，0 显示全部",
  over: (first, second) => `${first} 覆盖 ${second} 的比例`,
  swap: "交换",
  hold: "暂停",
  run: "闪烁",
  next: "下一张",

  differences: "各图片的设置",
  setting: "设置项",
  prompt: "提示词",
  none: "无",
  enlarge: (name) => `放大查看 ${name}`,
  forward: (name) => `将 ${name} 前移`,
  remove: (name) => `移除 ${name}`,

  choose: "待对比的图片",
  chooseOf: (prompt) => `“${prompt}”的图片`,
  tray: "已留待对比",
  full: "最多四张：先移除一张再选。",
  numbered: (name, number) => `${name}（${number}）`,
  seeded: (name, seed) => `${name}，种子 ${seed}`,
} satisfies Catalogue["compare"];
