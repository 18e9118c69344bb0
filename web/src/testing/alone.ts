import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { FakeApi } from "./fake-api";

const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
  png: "image/png",
  txt: "text/plain",
  webmanifest: "application/manifest+json",
};

/** The policy of the real server, so that the page is tried under it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; " +
  "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves the built page beside a fake API: the browser without the program. */
export function serveAlone(dist: URL, openapi: unknown): { server: Server; api: FakeApi } {
  const api = new FakeApi({ pace: 110, openapi });
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const url = new URL(incoming.url ?? "/", "http://localhost");
      const file = url.pathname === "/" ? "index.html" : url.pathname.slice(1);
      if (/^([\w-]+\.(html|js|svg|png|txt|webmanifest)|assets\/[\w.-]+)$/.test(file)) {
        outgoing.setHeader("Content-Type", TYPES[file.split(".").at(-1) ?? ""] ?? "application/octet-stream");
        outgoing.setHeader("Content-Security-Policy", POLICY);
        outgoing.setHeader("Cache-Control", file.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache");
        const content = await readFile(new URL(file, dist));
        if (/\.(html|js|css|svg)$/.test(file)) outgoing.setHeader("Content-Encoding", "gzip").end(gzipSync(content));
        else outgoing.end(content);
        return;
      }
      const gone = new AbortController();
      outgoing.on("close", () => gone.abort());
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const method = incoming.method ?? "GET";
      const headers = Object.entries(incoming.headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as [string, string]] : []));
      const request = new Request(url, { method, headers, signal: gone.signal, ...(body.length > 0 && { body }) });
      const response = await api.handle(request);
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      if (response.body) Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]).on("error", () => outgoing.end()).pipe(outgoing);
      else outgoing.end();
    })().catch((error: unknown) => {
      outgoing.statusCode = 500;
      outgoing.end(String(error));
    });
  });
  return { server, api };
}
