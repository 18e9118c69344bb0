import type { Catalogue } from "../catalogue";

export default {
  painted: (prompt, model) => `${prompt}，由 ${model} 绘制`,
  pictureMissing: "无法加载这张图片。",
  partMissing: "加载失败。请检查网络后重试。",

  optionsOf: (model) => `${model} 图片的选项`,
  downloadOriginal: "下载原图",
  downloadWebp: "下载 WebP",
  downloadStripped: "下载（不含元数据）",
  downloadWebpStripped: "WebP（不含元数据）",
  copyPicture: "复制图片",
  copyPrompt: "复制提示词",
  copyLink: "复制链接",
  pictureCopied: "图片已复制",
  promptCopied: "提示词已复制",
  linkCopied: "链接已复制",
  copyRefused: "浏览器不允许此页面复制。",
  reuse: "沿用设置",
  again: "再用一次此种子",
  addToCompare: "加入对比",
  takeFromCompare: "移出对比",
  compareFull: (most) => `对比已满（${most} 张）`,

  zip: "全部打包为 ZIP",
  zipFormat: "格式",
  originals: "原图",
  webp: "WebP",
  stripMetadata: "不含元数据",
  stripHint: "从文件中去除提示词、来源信息和 EXIF。",
  manifestHint: "附带 manifest.json：提示词、模型以及每张图片的设置。",
  download: "下载",
} satisfies Catalogue["viewer"];
