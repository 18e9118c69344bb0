import type { Language } from "./language";

/** The forms of a counted thing; `other` stands in for those that a language lacks. */
export type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** Chooses the form that a number takes in a language. */
export function pluralIn(language: Language): (number: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  return (number, forms) => forms[rules.select(number)] ?? forms.other;
}
