import type { Job, Result } from "@/api/types";
import { type Pixels, compressedPng } from "../png";
import { sprite, within } from "../sprite";
import { zip } from "../zip";
import { imagesOf } from "./gallery";
import { seedOf, sizeOf } from "./jobs";
import { Refusal } from "./refusal";

/** Pixels of a thumbnail's longer side. */
const THUMBNAIL = 384;

/** A file of a picture. */
interface File {
  data: Uint8Array<ArrayBuffer>;
  kind: "png" | "webp";
}

/** The picture of a run; `format=webp`, `metadata=strip` and `download=1` as the server takes them. */
export async function picture(job: Job, run: Result, query: URLSearchParams): Promise<Response> {
  const { data, kind } = await fileOf(job, run, query);
  return answer(data, `image/${kind}`, query.has("download") ? `${run.runId}.${kind}` : undefined);
}

export async function thumbnail(job: Job, run: Result): Promise<Response> {
  return answer(await compressedPng(sprite(job.prompt, seedOf(run), within(sizeOf(run), THUMBNAIL))), "image/png");
}

/** All pictures of a job, and a manifest. */
export async function archive(job: Job, query: URLSearchParams): Promise<Response> {
  const images = imagesOf(job);
  if (images.length === 0) throw new Refusal(404, "NOT_FOUND", "This job has no pictures yet.");
  const files = new Map<string, Uint8Array>();
  for (const run of job.results.filter((one) => one.image)) {
    const { data, kind } = await fileOf(job, run, query);
    files.set(`${run.index + 1} ${run.model}.${kind}`, data);
  }
  const manifest = { jobId: job.jobId, prompt: job.prompt, parameters: job.parameters, images };
  files.set("manifest.json", new TextEncoder().encode(JSON.stringify(manifest, undefined, 2)));
  return answer(zip(files), "application/zip", `${job.jobId}.zip`);
}

async function fileOf(job: Job, run: Result, query: URLSearchParams): Promise<File> {
  const pixels = sprite(job.prompt, seedOf(run), sizeOf(run));
  // Where there is no canvas to draw on, as in tests, it stays a PNG.
  if (query.get("format") === "webp" && "OffscreenCanvas" in globalThis) return { data: await webpOf(pixels), kind: "webp" };
  const { seed, steps, guidance } = run.parameters;
  const parameters = `${job.prompt}\nSteps: ${steps ?? ""}, CFG scale: ${guidance ?? ""}, Seed: ${seed ?? ""}, Model: ${run.modelId}`;
  return { data: await compressedPng(pixels, query.get("metadata") === "strip" ? undefined : parameters), kind: "png" };
}

async function webpOf({ width, height, rgba }: Pixels): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.putImageData(new ImageData(new Uint8ClampedArray(rgba), width), 0, 0);
  const file = await canvas.convertToBlob({ type: "image/webp", quality: 1 });
  return new Uint8Array(await file.arrayBuffer());
}

function answer(data: Uint8Array<ArrayBuffer>, type: string, saveAs?: string): Response {
  const headers = new Headers({ "Content-Type": type });
  if (saveAs) headers.set("Content-Disposition", `attachment; filename="${saveAs}"`);
  return new Response(data, { headers });
}
