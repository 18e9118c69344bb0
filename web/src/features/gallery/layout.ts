import { dayOf, daysAfter } from "./dates";

/** A stretch of the list under one headline. */
export interface Section {
  key: string;
  /** When its first gallery was made, for the headline. */
  time: number;
  /** The index of its first gallery. */
  first: number;
  count: number;
}

/** Today, yesterday, and then month by month. Times are newest first; one that is out of order stays where it is. */
export function sectionsOf(times: readonly number[], now: number): Section[] {
  const sections: Section[] = [];
  let begin = Infinity;
  let section: Section | undefined;
  times.forEach((time, index) => {
    if (!section || time < begin) {
      const named = headlineOf(time, now);
      begin = named.begin;
      section = { key: named.key, time, first: index, count: 0 };
      sections.push(section);
    }
    section.count += 1;
  });
  return sections;
}

/** Which headline a moment comes under, and the first moment that comes under the same. */
function headlineOf(time: number, now: number): { key: string; begin: number } {
  const today = dayOf(now);
  const day = dayOf(time);
  const begin = new Date(time);
  begin.setHours(0, 0, 0, 0);
  if (day >= today) return { key: "today", begin: new Date(`${today}T00:00:00`).getTime() };
  if (day === daysAfter(today, -1)) return { key: "yesterday", begin: begin.getTime() };
  begin.setDate(1);
  return { key: day.slice(0, 7), begin: begin.getTime() };
}

/** Pixels. */
export interface Measures {
  columns: number;
  /** A card's width, and its picture's height. */
  card: number;
  gap: number;
  /** From the top of a row of cards to the top of the next. */
  row: number;
  headline: number;
}

/** As many columns as leave pictures large; two on a phone. All heights are known before anything is loaded. */
export function measuresOf(width: number, rem: number): Measures {
  const narrow = width < 40 * rem;
  const gap = (narrow ? 0.75 : 1) * rem;
  const columns = Math.max(2, Math.floor((width + gap) / (13.5 * rem + gap)));
  const card = Math.max(0, (width - gap * (columns - 1)) / columns);
  return { columns, card, gap, row: Math.ceil(card + CAPTION * rem + (narrow ? 1 : 1.25) * rem), headline: 3 * rem };
}

/** Rem of what stands below a picture: two lines of prompt, one of facts, and the room above. */
export const CAPTION = 4;

/** A row of the wall: the headline of a section, or cards from one index up to another. */
export interface Row {
  section: number;
  first: number;
  end: number;
}

/** Where everything is on the wall, without an object for every row: there may be fifty thousand. */
export class Layout {
  /** The number of rows. */
  readonly rows: number;
  /** The row of each section's headline. */
  private readonly starts: number[] = [];

  constructor(
    readonly sections: readonly Section[],
    readonly measures: Measures,
  ) {
    let rows = 0;
    for (const section of sections) {
      this.starts.push(rows);
      rows += 1 + Math.ceil(section.count / measures.columns);
    }
    this.rows = rows;
  }

  /** The pixels of all rows together. */
  get height(): number {
    return this.topOf(this.rows);
  }

  /** The indexes of the cards in a row; none in a headline. */
  rowAt(row: number): Row {
    const at = this.sectionOfRow(row);
    const { first, count } = this.sections[at] ?? { first: 0, count: 0 };
    const begin = first + (row - (this.starts[at] ?? 0) - 1) * this.measures.columns;
    if (begin < first) return { section: at, first, end: first };
    return { section: at, first: begin, end: Math.min(begin + this.measures.columns, first + count) };
  }

  rowOfItem(index: number): number {
    const at = last(this.sections.length, (section) => (this.sections[section]?.first ?? 0) <= index);
    const within = index - (this.sections[at]?.first ?? 0);
    return (this.starts[at] ?? 0) + 1 + Math.floor(within / this.measures.columns);
  }

  /** The pixels above a row. */
  topOf(row: number): number {
    const headlines = this.sectionOfRow(row) + (this.isHeadline(row) ? 0 : 1);
    return headlines * this.measures.headline + (row - headlines) * this.measures.row;
  }

  /** The row at so many pixels from the top; the first or the last one beyond the ends. */
  rowAtPixel(pixels: number): number {
    return last(this.rows, (row) => this.topOf(row) <= pixels);
  }

  /** The first card of the row there; of a headline's, the first one below. */
  itemAtPixel(pixels: number): number {
    return this.rowAt(this.rowAtPixel(pixels)).first;
  }

  /** Where a section begins and how much room it takes. */
  spanOf(section: number): { top: number; height: number } {
    const top = this.topOf(this.starts[section] ?? 0);
    const cards = Math.ceil((this.sections[section]?.count ?? 0) / this.measures.columns);
    return { top, height: this.measures.headline + cards * this.measures.row };
  }

  /** The card that a step leads to: left, right, or the same column of the row above or below. */
  step(index: number, right: number, down: number): number {
    const total = this.sections.reduce((sum, section) => sum + section.count, 0);
    if (down === 0) return Math.min(Math.max(index + right, 0), total - 1);
    const row = this.rowOfItem(index);
    const column = index - this.rowAt(row).first;
    let next = row + down;
    if (this.isHeadline(next)) next += down;
    if (next < 0 || next >= this.rows) return index;
    const { first, end } = this.rowAt(next);
    return Math.min(first + column, end - 1);
  }

  private isHeadline(row: number): boolean {
    return this.starts[this.sectionOfRow(row)] === row;
  }

  private sectionOfRow(row: number): number {
    return last(this.starts.length, (section) => (this.starts[section] ?? 0) <= row);
  }
}

/** The last of a number of indexes for which something holds that holds up to there. */
function last(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
