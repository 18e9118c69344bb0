import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The program; `cargo build` makes it, with the page of web/dist inside. */
const PROGRAM = process.env["PIXELPROMPT_BIN"] ?? fileURLToPath(new URL("../../target/debug/pixelprompt", import.meta.url));

/** Three models of the mock beside the five built in: one by the picture, one that paints as a job, one of unknown price. */
const CLOUD = [
  { provider: "stability", id: "core", name: "Core", path: "stability" },
  { provider: "bfl", id: "flux-2-pro", name: "Flux", path: "bfl" },
  { provider: "openai-compatible", id: "qwen-image", name: "Qwen", path: "compatible/v1" },
];

/** A program that tells on its standard output where it is open. */
class Open {
  private constructor(
    readonly url: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(...parts: string[]): Promise<Open> {
    const child = spawn(PROGRAM, parts, { stdio: ["ignore", "pipe", "pipe"], env: { PATH: process.env["PATH"] } });
    let log = "";
    child.stderr.on("data", (chunk: Buffer) => (log = `${log}${chunk.toString()}`.slice(-4_000)));
    const url = await new Promise<string>((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (code) => reject(new Error(`${parts[0] ?? ""} ended with ${code ?? "a signal"}: ${log}`)));
      let told = "";
      child.stdout.on("data", (chunk: Buffer) => {
        told += chunk.toString();
        const open = /open at (http:\S+)/.exec(told)?.[1];
        if (open) resolve(open);
      });
    });
    return new Open(url, child);
  }

  /** Ends it at once, as a power failure does. */
  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGKILL");
    await ended;
  }
}

/** The studio over a folder of its own, beside a mock of the providers. */
export class Studio {
  private constructor(
    private readonly folder: string,
    private readonly mock: Open,
    private studio: Open,
  ) {}

  /** `more` goes to the end of the configuration. */
  static async start(more = ""): Promise<Studio> {
    const folder = await mkdtemp(join(tmpdir(), "pixelprompt-e2e-"));
    const mock = await Open.start("mock-providers", "--listen", "127.0.0.1:0");
    await writeFile(join(folder, "pixelprompt.toml"), `${configuration(mock.url)}\n${more}`);
    return new Studio(folder, mock, await Studio.serve(folder, "127.0.0.1:0"));
  }

  private static serve(folder: string, listen: string): Promise<Open> {
    return Open.start("serve", "--listen", listen, "--data", join(folder, "data"), "--config", join(folder, "pixelprompt.toml"));
  }

  get url(): string {
    return this.studio.url;
  }

  async kill(): Promise<void> {
    await this.studio.kill();
  }

  /** Starts it again where it was. */
  async restart(): Promise<void> {
    this.studio = await Studio.serve(this.folder, new URL(this.url).host);
  }

  async end(): Promise<void> {
    await this.studio.kill();
    await this.mock.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function configuration(mock: string): string {
  const models = CLOUD.map(
    ({ provider, id, name, path }) => `[[models]]
provider = "${provider}"
id = "${id}"
name = "${name}"
api_key = "mock"
base_url = "${mock}/${path}"
`,
  );
  return `[budget]
daily_usd = "5.00"
unknown_price = "allow"

[work]
lease_seconds = 3

${models.join("\n")}`;
}
