const FIVE = ["painter/fluent-3d", "painter/fluent-flat", "painter/noto", "painter/blobs", "painter/twemoji"];
const CLOUD = ["stability/core", "bfl/flux-2-pro"];

/** A job by a name, its prompt, and its models where they are not the five that are built in. */
export type Seed = readonly [name: string, prompt: string, models?: readonly string[]];

/** What the gallery is filled with: prompts that the built-in models paint well, and some that go wrong. */
const PROMPTS: readonly Seed[] = [
  ["snail", "a snail on a pink background"],
  ["mushroom", "a red mushroom on a light green background"],
  ["whale", "a blue whale on a white background"],
  ["ghost", "a white ghost on a purple background"],
  ["cactus", "a cactus on a yellow background"],
  ["bus", "a green bus on a light blue background"],
  ["owl", "an owl on a dark blue background"],
  ["pumpkin", "an orange pumpkin on a grey background"],
  ["unknown", "a paper boat fail:dropped", ["painter/noto", ...CLOUD]],
  ["failed", "a paper boat fail:unauthorized", CLOUD],
  ["partial", "a crab on a beach fail:refused", ["painter/noto", "painter/twemoji", ...CLOUD]],
  ["cloud", "a turtle on a pink background", ["painter/noto", ...CLOUD, "openai-compatible/qwen-image"]],
  ["panda", "a panda on a green background"],
  ["rocket", "a red rocket on a dark blue background"],
  ["butterfly", "a purple butterfly on a yellow background"],
  ["robot", "a robot on a pink background"],
  ["fox", "a red fox on a light blue background"],
];
const FAVOURITES = ["fox", "whale", "rocket"];
const TRASHED = ["pumpkin", "ghost"];

/** The ids of the jobs by their names. */
export type Painted = Readonly<Record<string, string>>;

/** Fills the gallery of a program, and waits until all is painted. Some become favourites, and some go to the trash. */
export async function paintGallery(url: string, prompts = PROMPTS, favourites = FAVOURITES, trashed = TRASHED): Promise<Painted> {
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(new URL(path, url), {
      method,
      ...(body !== undefined && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { jobId: string; status: string };
  };
  const painted: Record<string, string> = {};
  for (const [name, prompt, models = FIVE] of prompts) {
    const { jobId } = await ask("POST", "generate", { prompt, models, seed: 7 });
    painted[name] = jobId;
    while (["pending", "in_progress"].includes((await ask("GET", `status/${jobId}`)).status)) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  for (const name of favourites) await ask("PUT", `gallery/${painted[name] ?? ""}/favourite`, { favourite: true });
  for (const name of trashed) await ask("DELETE", `gallery/${painted[name] ?? ""}`);
  return painted;
}
