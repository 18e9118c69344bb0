import errors from "@/text/en/errors";
import { currentLanguage } from "@/text/language";
import { part } from "@/text/part";
import { ApiFailure } from "./failure";

const text = part("errors", errors);

/** Codes whose message from the server says more than any fixed sentence: it names the field or the range. */
const SERVER_KNOWS_BETTER = new Set(["INVALID_REQUEST", "PARAMETER_OUT_OF_RANGE", "UNKNOWN_MODEL", "NOT_ALLOWED", "BUDGET_EXCEEDED"]);

/** The sentence for a code; the server's own, which is English, where it says more or the page does not know the code. */
export function sentence(code: string | null | undefined, message?: string | null, retryAfter?: number): string {
  const said = withoutTime(code, message);
  return retryAfter ? joined(said, text().tryAgainIn(wait(retryAfter))) : said;
}

/** The sentence for whatever was thrown, and when it makes sense to try again. */
export function words(error: unknown): string {
  if (!(error instanceof ApiFailure)) return text().page;
  return error.retryAfter ? joined(timelessWords(error), text().tryAgainIn(wait(error.retryAfter))) : timelessWords(error);
}

/** The same without the time, for where a clock is shown beside it. */
export function timelessWords(error: ApiFailure): string {
  const said = withoutTime(error.code, error.message);
  return error.category ? joined(said, text().takenFor(category(error.category))) : said;
}

/** A number of seconds as people say it. */
export function wait(seconds: number): string {
  const t = text();
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 90) return t.seconds(whole);
  const minutes = Math.ceil(whole / 60);
  return minutes < 90 ? t.minutes(minutes) : t.hours(Math.ceil(minutes / 60));
}

/** Two sentences in a row. Chinese ends a sentence with a mark that brings its own space. */
export const joined = (first: string, second: string) => (currentLanguage() === "zh" ? first + second : `${first} ${second}`);

function withoutTime(code: string | null | undefined, message: string | null | undefined): string {
  const t = text();
  const known = of(t.codes, code);
  if (!message || (known && !SERVER_KNOWS_BETTER.has(code ?? ""))) return known ?? t.something;
  if (currentLanguage() === "en") return message;
  return known ? joined(known, t.serverSays(message)) : t.serverSays(message);
}

const category = (name: string) => of(text().categories, name) ?? name;

const of = (texts: Record<string, string>, key: string | null | undefined): string | undefined =>
  key != null && Object.hasOwn(texts, key) ? texts[key] : undefined;
