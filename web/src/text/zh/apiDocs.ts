import type { Catalogue } from "../catalogue";

export default {
  reading: "正在读取说明…",
  tab: "API",
  title: (name) => `${name} API`,
  intro: "此页面的一切操作都通过这些调用完成。响应为 JSON；失败时带有代码、说明和参考编号。完整说明：",
  parameters: "参数",
  request: "请求",
  answers: "响应",
  example: "示例",
  placed: (type, place) => `${type}，位于 ${place}`,
  exampleOf: (path) => `${path} 的 curl 命令`,
  copy: "复制",
  copied: "已复制",
  copyRefused: "浏览器不允许此页面复制，请手动选择文本",
  itsFields: "其字段",
  otherCalls: "其他",
  arrayOf: (type) => `${type} 的列表`,
  or: "或",
  and: "和",
  any: "任意",
} satisfies Catalogue["apiDocs"];
