import type { Catalogue } from "../catalogue";

export default {
  byDefault: "默认",
  keep: "保留",
  trouble: "出错了。网络是否正常？",
  loadAgain: "重新加载",
} satisfies Catalogue["ui"];
