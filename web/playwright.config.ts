import { defineConfig } from "@playwright/test";

/** Where a server is already running; without it, the built page is served with an API in memory. */
const given = process.env["PIXELPROMPT_URL"];
const alone = "http://127.0.0.1:4173";

export default defineConfig({
  testDir: "e2e",
  timeout: 60_000,
  expect: { timeout: 20_000 },
  workers: 1,
  reporter: "list",
  use: {
    baseURL: given ?? alone,
    launchOptions: {
      executablePath: process.env["CHROME_PATH"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
      ],
    },
  },
  ...(given ? {} : { webServer: { command: "node scripts/alone.mjs", url: alone } }),
});
