import { readFileSync } from "node:fs";
import { screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { FakeApi } from "@/testing/fake-api";
import { renderPage } from "@/testing/render-page";
import { speak } from "@/text/language";
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

  it("copies a command, and says when the browser does not let it", async () => {
    const { user } = renderPage("/?view=api", new FakeApi({ openapi: { paths: { "/models": { get: { summary: "The models" } } } } }));
    const card = within((await screen.findByText("/models", { exact: true })).closest("details") as HTMLElement);
    await user.click(card.getByText("/models", { exact: true }));
    await user.click(card.getByRole("button", { name: "Copy" }));
    expect(await screen.findByText("Copied")).toBeVisible();
    expect(await screen.findByText("Copied")).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe(`curl "${location.origin}/models"`);
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no"));
    await user.click(card.getByRole("button", { name: "Copy" }));
    expect(await screen.findByText(/select the text instead/)).toBeVisible();
  });

  it("speaks the language of the page, and its commands stay the same", async () => {
    const command = curl(operation("POST", "/generate"), "http://localhost");
    await speak("de");
    expect(await within(renderPage("/?view=api", new FakeApi({ openapi })).container).findByRole("heading", { name: /API von Pixel Prompt/ })).toBeVisible();
    const lists = readDocument({ paths: { "/a": { post: { requestBody: { content: { "application/json": { schema: { type: "object", required: ["b"], properties: { b: { type: "array", items: { type: "string" } } } } } } } } } } });
    const [one] = lists.groups[0]?.operations ?? [];
    expect(one?.request?.schema?.fields[0]?.schema.type).toBe("Liste von string");
    expect(one && curl(one, "http://localhost")).toContain('{"b":[]}');
    expect(curl(operation("POST", "/generate"), "http://localhost")).toBe(command);
  });

  it("survives a document that says little", () => {
    expect(readDocument(null).groups).toEqual([]);
    expect(readDocument({ paths: { "/a": { get: {} } } }).groups[0]?.operations[0]).toMatchObject({ method: "GET", path: "/a", tag: "Other" });
  });
});
