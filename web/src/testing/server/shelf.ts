import type { Job } from "@/api/types";
import type { Brief, Past } from "./past";

/** One job in the order of the gallery; not made yet if nobody needed it. */
export interface Entry extends Brief {
  id: string;
  job: () => Job;
}

const PAST = "past-";

/** Where the jobs are: those of this server's life, and behind them those of its past. */
export class Shelf {
  private readonly made = new Map<number, Job>();
  private readonly gone = new Set<number>();

  constructor(
    private readonly jobs: Map<string, Job>,
    private readonly past: Past,
  ) {}

  find(id: string): Job | undefined {
    const place = placeOf(id);
    return place === undefined ? this.jobs.get(id) : this.make(place);
  }

  remove(id: string): void {
    const place = placeOf(id);
    if (place === undefined) this.jobs.delete(id);
    else this.gone.add(place);
  }

  /** All of them, newest first, from behind the one that is named. */
  *newestFirst(after?: string): Generator<Entry> {
    const from = placeOf(after ?? "");
    if (from === undefined) {
      const recent = [...this.jobs.values()].reverse().sort((a, b) => b.createdAt.localeCompare(a.createdAt));
      yield* recent.slice(recent.findIndex((job) => job.jobId === after) + 1).map(entryOf);
    }
    for (let place = from === undefined ? 0 : from + 1; place < this.past.count; place++) {
      if (this.gone.has(place)) continue;
      const made = this.made.get(place);
      yield made ? entryOf(made) : { id: idOf(place), ...this.past.brief(place), job: () => this.past.job(place, idOf(place)) };
    }
  }

  /** Kept from now on, since somebody may change it. */
  private make(place: number): Job | undefined {
    if (place >= this.past.count || this.gone.has(place)) return undefined;
    const job = this.made.get(place) ?? this.past.job(place, idOf(place));
    this.made.set(place, job);
    return job;
  }
}

const idOf = (place: number) => `${PAST}${place}`;

function placeOf(id: string): number | undefined {
  const place = id.startsWith(PAST) ? Number(id.slice(PAST.length)) : Number.NaN;
  return Number.isInteger(place) ? place : undefined;
}

function entryOf(job: Job): Entry {
  const { jobId: id, prompt, createdAt, favourite, trashedAt, results } = job;
  return { id, prompt, createdAt, favourite, trashedAt, models: results.map((run) => run.modelId), job: () => job };
}
