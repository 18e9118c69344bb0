import type { Body, Operation, Schema } from "./document";

/** A command that calls the operation. */
export function curl(operation: Operation, origin: string): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => `$${name.replace(/([A-Z])/g, "_$1").toUpperCase()}`);
  const parts = ["curl"];
  if (operation.answers.some((answer) => answer.bodies.some((body) => body.mediaType === "text/event-stream"))) parts.push("-N");
  if (operation.answers.some((answer) => answer.bodies.some((body) => /^(image|application\/zip)/.test(body.mediaType)))) parts.push("-OJ");
  if (operation.method !== "GET" && !(operation.method === "POST" && operation.request)) parts.push("-X", operation.method);
  parts.push(`"${origin}${path}"`);
  const sent = example(operation.request);
  if (sent) parts.push("\\\n  -H 'Content-Type: application/json'", `\\\n  -d '${sent.replaceAll("'", "'\\''")}'`);
  return parts.join(" ");
}

/** A body with the fields that must be there. */
function example(body: Body | undefined): string | undefined {
  if (!body?.schema) return undefined;
  const fields = body.schema.fields.filter((field) => field.required);
  return JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, sample(field.name, field.schema)])));
}

function sample(name: string, schema: Schema): unknown {
  if (name === "prompt") return "a red fox on a light blue background";
  if (schema.type.startsWith("boolean")) return true;
  if (/^(integer|number)/.test(schema.type)) return 1;
  if (schema.list) return [];
  return /"([^"]+)"/.exec(schema.type)?.[1] ?? "text";
}
