import type { Catalogue } from "../catalogue";

export default {
  offline: "设备已离线。看过的内容仍可查看；绘制要等网络恢复。",
  down: "服务器没有回应，每隔几秒会再次尝试连接。",
  back: "连接已恢复。",
  offlineNow: "离线",
  downNow: "无回应",
  keptFrom: (time) => `${time} 时的内容`,
  keptShort: (time) => `${time} 的内容`,
  notRefreshed: (why) => `内容未能刷新。${why}`,
  update: "页面有新版本。",
  load: "加载新版本",
} satisfies Catalogue["connection"];
