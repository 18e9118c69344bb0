import type { Catalogue } from "../catalogue";

export default {
  free: "免费",
  about: (sum) => `约 ${sum}`,
  perhaps: (sum) => `可能已花费 ${sum}`,
  costUnknown: "费用未知",
  priceUnknown: (models) => `${models} 个价格未知`,
  plusUnknown: (sum, models) => `${sum} + ${models} 个未知`,
  spent: {
    daily: (spent, limit) => `今天 ${spent}，上限 ${limit}`,
    monthly: (spent, limit) => `本月 ${spent}，上限 ${limit}`,
    clientDaily: (spent, limit) => `你今天 ${spent}，上限 ${limit}`,
    clientMonthly: (spent, limit) => `你本月 ${spent}，上限 ${limit}`,
  },
  seconds: (number) => `${number} 秒`,
  minutes: (minutes, seconds) => `${minutes} 分 ${seconds} 秒`,
} satisfies Catalogue["numbers"];
