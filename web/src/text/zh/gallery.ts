import type { Catalogue } from "../catalogue";

const format = new Intl.NumberFormat("zh");
const number = (value: number) => format.format(value);
const pictures = (count: number) => `${number(count)} 张图片`;

export default {
  title: "图库",
  search: "搜索提示词",
  loading: "正在载入图库",
  show: { label: "显示", all: "全部", favourites: "收藏", trash: "回收站" },

  more: "显示更多",
  moreLoading: "正在载入…",
  moreFailed: "没有成功，请重试",

  nothing: {
    yet: "还没有图片。",
    begin: "画第一批图片",
    favourites: "还没有收藏。点图片上的心形即可收藏。",
    trash: "回收站是空的。",
    found: (words) => `没有提示词包含“${words}”。`,
  },

  pictures,
  without: {
    pending: "等待中",
    in_progress: "正在绘制",
    completed: "没有图片",
    partial: "没有图片",
    failed: "什么也没画出来",
    cancelled: "已停止",
  },
  love: (prompt) => `收藏：${prompt}`,
  unlove: (prompt) => `取消收藏：${prompt}`,

  detail: {
    loading: "正在取回图片…",
    again: "再次使用",
    compare: "比较",
    zip: "全部打包为 zip",
    favourite: "收藏",
    trash: "移到回收站",
    restore: "从回收站恢复",
    trashedSince: (when) => `${when} 移入回收站。`,
    empty: "这里没有图片。",
    emptyWhy: "看看发生了什么",
    settings: {
      steps: "步数",
      guidance: "引导强度",
      quality: "质量",
      seed: "种子",
      size: "尺寸",
      negativePrompt: "排除内容",
    },
  },

  quality: { low: "低", medium: "中", high: "高", max: "最高" },

  picture: {
    enlarge: (model) => `放大 ${model} 的图片`,
    alt: (prompt, model) => `${prompt}，由 ${model} 绘制`,
    seedAgain: (model) => `再次使用 ${model} 的种子`,
    seedAgainHint: "再用一次这个模型和种子",
    download: (model) => `下载 ${model} 的图片`,
    downloadHint: "下载",
    steps: (count) => `${number(count)} 步`,
    guidance: (value) => `引导强度 ${value}`,
    quality: (level) => `质量${level}`,
    seed: (value) => `种子 ${value}`,
    reading: (words) => `理解为：${words}`,
    note: (words) => `提示：${words}`,
  },

  undo: "撤销",
  trashed: "已移到回收站",
  destroyed: "已永久删除",
  destroy: {
    act: "永久删除",
    question: "要永久删除这些图片吗？",
    detail: "图片及其文件都会消失，无法撤销。",
  },
} satisfies Catalogue["gallery"];
