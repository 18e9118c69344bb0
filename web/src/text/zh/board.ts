import type { Catalogue } from "../catalogue";
import { rangeIn } from "@/text/range-in";

/** The settings as the form calls them. */
const PARAMETERS: Record<string, string> = { steps: "步数", guidance: "引导强度", quality: "质量", seed: "种子", negativePrompt: "不要出现", size: "尺寸" };

export default {
  looking: "正在查找任务…",
  painting: (all) => `正在绘制 ${all} 张图…`,
  paintedOf: (painted, all) => `已完成 ${painted} / ${all} 张`,
  allPainted: (all) => `${all} 张图已完成`,
  nonePainted: "一张也没画成",
  failed: (number) => `${number} 张失败`,
  stopped: (number) => `${number} 张已停止`,
  stopAll: "全部停止",
  compare: "对比",
  gallery: "在图库中查看",
  trashed: "这些图在回收站里。",
  seedKept: (seed) => `接下来的图将使用种子 ${seed}`,
  stop: (model) => `停止 ${model}`,
  keepSeed: (seed) => `接下来的图沿用种子 ${seed}`,
  enlarge: (model) => `放大 ${model} 的图`,
  paintedBy: (prompt, model) => `${prompt}，由 ${model} 绘制`,
  missing: "这张图无法加载。",
  stepsOf: (model) => `${model} 的步数`,
  stopping: "正在停止…",
  waiting: "等待中",
  triesAgain: (time) => `${time}后重试`,
  step: (step, steps) => `第 ${step}/${steps} 步`,
  atWork: "绘制中",
  painted: "已完成",
  notPainted: "未画成",
  wasStopped: "已停止",
  mayHaveCost: (money) => `结果不明，可能已花费 ${money}。`,
  mayBeBilled: "这次尝试可能已经计费。",
  billedAgain: "再试一次可能会再次计费。",
  costAllTheSame: (cost) => `仍然花费了 ${cost}。`,
  tryAgain: "再试一次",
  understoodAs: (reading) => `理解为：${reading}`,
  note: "提示：",
  inLine: (ahead) => `排队中，前面还有 ${ahead} 个`,
  outcomeUnknown: "结果不明",
  stoppedUnknown: "已停止，但模型可能仍画完了",
  seed: (seed) => `种子 ${seed}`,
  tryAllAgain: (number) => `重试失败的 ${number} 张`,
  selectForCompare: (model) => `对比 ${model} 的图`,
  compareFull: (most) => `最多只能对比 ${most} 张图`,
  warning: (told) => {
    const name = PARAMETERS[told.parameter] ?? told.parameter;
    const range = rangeIn(told.reason);
    if (told.kind === "ignored") return `${name}：不起作用`;
    return `${name}：用了 ${told.used}，而不是 ${told.asked}${range ? `（这个模型支持 ${range[0]} 到 ${range[1]}）` : ""}`;
  },
  ignores: (parameters) => `不起作用：${parameters.map((name) => PARAMETERS[name] ?? name).join("、")}`,
} satisfies Catalogue["board"];
