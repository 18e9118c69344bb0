import type { Gallery, GalleryDetail, GalleryImage, GalleryList, Job } from "@/api/types";
import { Refusal } from "./refusal";
import type { Brief } from "./past";
import type { Shelf } from "./shelf";

const USUAL = 24;
const MOST = 100;

/** A page of the galleries that a query asks for. */
export function list(shelf: Shelf, query: URLSearchParams): GalleryList {
  const limit = Number(query.get("limit") ?? USUAL);
  if (!(limit >= 1 && limit <= MOST)) throw new Refusal(400, "INVALID_REQUEST", `limit: choose from 1 to ${MOST}.`);
  const wanted = filterOf(query);
  const galleries: Gallery[] = [];
  let more = false;
  for (const entry of shelf.newestFirst(query.get("cursor") ?? undefined)) {
    if (!wanted(entry)) continue;
    more = galleries.length === limit;
    if (more) break;
    galleries.push(galleryOf(entry.job()));
  }
  return { galleries, total: galleries.length, nextCursor: more ? (galleries.at(-1)?.id ?? null) : null };
}

/** By words of the prompt, model, favourite, trash, and time: `from` inclusive, `to` exclusive. */
function filterOf(query: URLSearchParams): (entry: Brief) => boolean {
  const words = (query.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const model = query.get("model");
  const favourite = query.get("favourite") === "true";
  const trashed = query.get("trashed") === "true";
  const from = time(query, "from") ?? Number.NEGATIVE_INFINITY;
  const to = time(query, "to") ?? Number.POSITIVE_INFINITY;
  return (entry) => {
    if (trashed !== Boolean(entry.trashedAt)) return false;
    if (favourite && !entry.favourite) return false;
    if (model && !entry.models.includes(model)) return false;
    const at = Date.parse(entry.createdAt);
    if (at < from || at >= to) return false;
    const prompt = entry.prompt.toLowerCase();
    return words.every((word) => prompt.includes(word));
  };
}

function time(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (!text) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at) || !/T.*(Z|[+-]\d\d:\d\d)$/.test(text)) throw new Refusal(400, "INVALID_REQUEST", `${name}: give a time such as 2026-11-23T15:04:05Z.`);
  return at;
}

/** A job as lists show it. */
function galleryOf(job: Job): Gallery {
  const first = job.results.find((run) => run.status === "completed");
  return {
    id: job.jobId,
    timestamp: job.createdAt,
    preview: first?.thumbnailUrl ?? null,
    imageCount: job.completedModels,
    prompt: job.prompt,
    status: job.status,
    totalModels: job.totalModels,
    favourite: job.favourite,
    cost: job.cost,
    ...(first?.image && { thumbhash: first.image.thumbhash, width: first.image.width, height: first.image.height }),
  };
}

/** A job with its pictures. */
export function detailOf(job: Job): GalleryDetail {
  const images = imagesOf(job);
  return {
    galleryId: job.jobId,
    timestamp: job.createdAt,
    prompt: job.prompt,
    status: job.status,
    favourite: job.favourite,
    cost: job.cost,
    parameters: job.parameters,
    total: images.length,
    images,
    ...(job.trashedAt && { trashedAt: job.trashedAt }),
  };
}

export function imagesOf(job: Job): GalleryImage[] {
  return job.results.flatMap((run) => {
    const { image, imageUrl, thumbnailUrl } = run;
    if (!image || !imageUrl || !thumbnailUrl) return [];
    return [
      {
        ...image,
        ...run.parameters,
        key: run.runId,
        url: imageUrl,
        thumbnailUrl,
        model: run.model,
        modelId: run.modelId,
        prompt: job.prompt,
        timestamp: run.completedAt ?? job.updatedAt,
        runId: run.runId,
        warnings: run.warnings,
        cost: run.cost,
        ...(run.duration != null && { duration: run.duration }),
      },
    ];
  });
}
