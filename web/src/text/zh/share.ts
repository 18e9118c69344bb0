import type { Catalogue } from "../catalogue";

export default {
  loading: "正在取回图片…",
  gone: "这些图片已不再分享。",
  empty: "这里还没有图片。",
  enlarge: (model) => `放大 ${model} 的图片`,
  madeWith: "用 Pixel Prompt 制作",
} satisfies Catalogue["share"];
