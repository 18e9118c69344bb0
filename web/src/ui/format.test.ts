import { afterEach, describe, expect, it, vi } from "vitest";
import { speak } from "@/text/language";
import { ago, bytes, date, seconds } from "./format";
import { costText, estimateText, money, spendingText } from "./money";

afterEach(() => speak("en"));

const plain = (text: string | undefined) => text?.replace(/[\u00a0\u202f]/g, " ");
const NOW = Date.UTC(2026, 10, 23, 12);
const before = (seconds: number) => new Date(NOW - seconds * 1_000).toISOString();

describe("times and sizes", () => {
  it("are as long as they say something", () => {
    expect([0.94, 9.96, 41.6, 90, 131.4].map(seconds)).toEqual(["0.9 s", "10.0 s", "42 s", "1 min 30 s", "2 min 11 s"]);
    expect([512, 12_345, 1_460_000].map(bytes)).toEqual(["512 B", "12 kB", "1.5 MB"]);
  });

  it("count back within a week", () => {
    expect([5, 130, 7_300, 90_000, 864_000].map((one) => ago(before(one), NOW))).toEqual(["now", "2 min. ago", "2 hr. ago", "yesterday", "Nov 13, 2026"]);
  });

  it("show what is no time as it is", () => {
    expect(date("soon")).toBe("soon");
    expect(ago("soon", NOW)).toBe("soon");
  });

  it("speak the page's language", async () => {
    await speak("de");
    expect(seconds(1.25)).toBe("1,3 s");
    expect(ago(before(7_300), NOW)).toBe("vor 2 Std.");
    expect(date(before(0))).toMatch(/^23\.11\.2026, /);
    expect(bytes(1_460_000)).toBe("1,5 MB");
    await speak("zh");
    expect(seconds(131)).toBe("2 分 11 秒");
    expect(date(before(0))).toMatch(/^2026年11月23日/);
  });

  it("keep the browser's variant of a language", async () => {
    vi.spyOn(navigator, "languages", "get").mockReturnValue(["fr", "en-GB"]);
    // Formats are kept for a language; another visit begins without them.
    await speak("de");
    ago(before(864_000), NOW);
    await speak("en");
    expect(ago(before(864_000), NOW)).toBe("13 Nov 2026");
  });
});

describe("sums", () => {
  it("are written as the language writes them", async () => {
    await speak("de");
    expect(plain(money(13_000))).toBe("0,013 $");
    expect(plain(costText({ microUsd: 40_000, certainty: "estimated" }))).toBe("etwa 0,04 $");
    expect(estimateText(0, 2)).toBe("2 mit unbekanntem Preis");
    await speak("es");
    expect(plain(money(5_000_000))).toBe("5,00 $");
    expect(costText({ microUsd: 0, certainty: "unknown" })).toBe("coste desconocido");
    await speak("zh");
    expect(money(13_000)).toBe("$0.013");
    expect(spendingText({ scope: "monthly", spentMicroUsd: 320_000, limitMicroUsd: 5_000_000, resetsAt: "" })).toBe("本月 $0.32，上限 $5.00");
  });
});
