import { describe, expect, it } from "vitest";
import { seemsEnglish } from "./english";

describe("a prompt", () => {
  it.each([
    "a red fox on a light blue background",
    "a jalapeño in a café, crème brûlée beside it",
    "the MIT dome and the UN building",
    "two dragons! 🐉 (8k, --ar 16:9)",
    "panda",
    "",
  ])("is taken for English: %s", (prompt) => {
    expect(seemsEnglish(prompt)).toBe(true);
  });

  it.each([
    "ein roter Fuchs auf blauem Grund",
    "Fuchs mit Hut",
    "FÜCHSE",
    "un zorro rojo",
    "zorro con sombrero",
    "un renard dans la neige",
    "uma raposa com chapéu",
    "红色的狐狸",
    "лиса",
    "きつね",
  ])("is not: %s", (prompt) => {
    expect(seemsEnglish(prompt)).toBe(false);
  });
});
