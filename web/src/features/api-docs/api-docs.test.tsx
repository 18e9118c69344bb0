import { readFileSync } from "node:fs";
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { renderPage } from "@/testing/render-page";
import { curl } from "./curl";
import { readDocument } from "./document";

const openapi: unknown = JSON.parse(readFileSync("../crates/server/openapi.json", "utf8"));
const operations = readDocument(openapi).groups.flatMap((group) => group.operations);
const operation = (method: string, path: string) => {
  const found = operations.find((one) => one.method === method && one.path === path);
  if (!found) throw new Error(`${method} ${path} is not described`);
  return found;
};

describe("the description of the API", () => {
  it("lists every operation with its summary", async () => {
    renderPage("/?view=api", new FakeApi({ openapi }));
    expect(await screen.findByRole("heading", { name: /Pixel Prompt API/ })).toBeVisible();
    expect(operations.length).toBeGreaterThan(15);
    for (const { path } of operations) expect(screen.getAllByText(path, { exact: true }).length).toBeGreaterThan(0);
  });

  it("opens the schemas of what goes in and comes out", async () => {
    renderPage("/?view=api", new FakeApi({ openapi }));
    const card = (await screen.findByText("/generate", { exact: true })).closest("details");
    expect(card).not.toBeNull();
    const inside = within(card as HTMLElement);
    for (const field of ["negativePrompt", "jobId", "totalModels"]) expect(inside.getAllByText(field).length).toBeGreaterThan(0);
  });

  it("gives commands that work", () => {
    const origin = "http://localhost:8080";
    expect(curl(operation("GET", "/status/{jobId}"), origin)).toBe('curl "http://localhost:8080/status/$JOB_ID"');
    expect(curl(operation("GET", "/jobs/{jobId}/events"), origin)).toMatch(/^curl -N /);
    expect(curl(operation("DELETE", "/gallery/{galleryId}"), origin)).toMatch(/^curl -X DELETE /);
    expect(curl(operation("POST", "/generate"), origin)).toContain(`-d '{"prompt":"a red fox on a light blue background"}'`);
  });

  it("survives a document that says little", () => {
    expect(readDocument(null).groups).toEqual([]);
    expect(readDocument({ paths: { "/a": { get: {} } } }).groups[0]?.operations[0]).toMatchObject({ method: "GET", path: "/a", tag: "Other" });
  });
});
