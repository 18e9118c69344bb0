import type { Job, Model } from "@/api/types";
import { complete, newJob } from "./jobs";

const PROMPTS = [
  "a green bus",
  "a purple octopus",
  "a red fox in the snow",
  "a yellow duck on a blue background",
  "a blue bird",
  "a pink robot",
  "an orange cat on a green background",
];
/** Milliseconds between two jobs: a hundred thousand fill two years. */
const APART = 11 * 60_000;
const EVERY_FAVOURITE = 40;

/** What a list chooses jobs by. */
export interface Brief {
  prompt: string;
  createdAt: string;
  favourite: boolean;
  trashedAt?: string | undefined;
  models: readonly string[];
}

/** Jobs of long ago, each made only when somebody looks at it: a hundred thousand cost nothing. */
export class Past {
  private readonly ids: string[];
  private readonly newest = Date.now() - 86_400_000;

  constructor(
    readonly count: number,
    private readonly models: readonly Model[],
  ) {
    this.ids = models.map((model) => model.id);
  }

  /** What is known of a job without making it; place 0 is the newest. */
  brief(place: number): Brief {
    return {
      prompt: `${PROMPTS[place % PROMPTS.length] ?? ""} ${this.count - place}`,
      createdAt: new Date(this.newest - place * APART).toISOString(),
      favourite: place % EVERY_FAVOURITE === 0,
      models: this.ids,
    };
  }

  job(place: number, jobId: string): Job {
    const { prompt, createdAt, favourite } = this.brief(place);
    const at = Date.parse(createdAt);
    const job = newJob({ prompt }, this.models, { jobId, at, seed: place });
    for (const run of job.results) complete(job, run, at + 1_000);
    return { ...job, favourite };
  }
}
