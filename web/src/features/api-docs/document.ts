import { text as words } from "./text";

/** The parts of an OpenAPI 3.1 document that the page shows, read with care: any part may be missing. */

type Node = Readonly<Record<string, unknown>>;

export interface Parameter {
  name: string;
  place: string;
  required: boolean;
  type: string;
  description: string;
}

export interface Body {
  mediaType: string;
  schema: Schema | undefined;
}

export interface Answer {
  status: string;
  description: string;
  bodies: Body[];
}

export interface Operation {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  tag: string;
  parameters: Parameter[];
  request: Body | undefined;
  answers: Answer[];
}

/** A schema as lines of a tree. */
export interface Schema {
  /** As people read it. */
  type: string;
  list: boolean;
  description: string;
  fields: { name: string; required: boolean; schema: Schema }[];
}

/** Operations that belong together. */
export interface Group {
  name: string;
  description: string;
  operations: Operation[];
}

export interface Api {
  title: string;
  version: string;
  groups: Group[];
}

const METHODS = ["get", "post", "put", "patch", "delete"] as const;
/** Levels of a schema that are opened up; deeper ones keep their name. */
const DEPTH = 4;

const node = (value: unknown): Node => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Node) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Reads the whole document. */
export function readDocument(document: unknown): Api {
  const root = node(document);
  const info = node(root["info"]);
  const operations = Object.entries(node(root["paths"])).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = node(item)[method];
      return operation ? [readOperation(root, path, method, node(operation), list(node(item)["parameters"]))] : [];
    }),
  );
  return { title: text(info["title"]), version: text(info["version"]), groups: readGroups(list(root["tags"]), operations) };
}

/** The operations under their tags, in the document's order of tags; tags that it does not list come last. */
function readGroups(tags: readonly unknown[], operations: readonly Operation[]): Group[] {
  const listed = tags.map((tag) => ({ name: text(node(tag)["name"]), description: text(node(tag)["description"]) }));
  const names = new Set(listed.map((tag) => tag.name));
  const others = [...new Set(operations.map((operation) => operation.tag))].filter((name) => !names.has(name));
  return [...listed, ...others.map((name) => ({ name, description: "" }))]
    .map((tag) => ({ ...tag, operations: operations.filter((operation) => operation.tag === tag.name) }))
    .filter((group) => group.operations.length > 0);
}

function readOperation(root: Node, path: string, method: string, operation: Node, shared: readonly unknown[]): Operation {
  const request = operation["requestBody"];
  return {
    id: text(operation["operationId"]) || `${method}-${path}`,
    method: method.toUpperCase(),
    path,
    summary: text(operation["summary"]) || text(operation["operationId"]) || path,
    description: text(operation["description"]),
    tag: text(list(operation["tags"])[0]) || words().otherCalls,
    parameters: [...shared, ...list(operation["parameters"])].map((one) => readParameter(root, resolve(root, node(one)))),
    request: request ? readBodies(root, resolve(root, node(request)))[0] : undefined,
    answers: Object.entries(node(operation["responses"])).map(([status, answer]) => {
      const resolved = resolve(root, node(answer));
      return { status, description: text(resolved["description"]), bodies: readBodies(root, resolved) };
    }),
  };
}

function readParameter(root: Node, parameter: Node): Parameter {
  return {
    name: text(parameter["name"]),
    place: text(parameter["in"]),
    required: parameter["required"] === true,
    type: readSchema(root, node(parameter["schema"]), 0).type,
    description: text(parameter["description"]),
  };
}

function readBodies(root: Node, holder: Node): Body[] {
  return Object.entries(node(holder["content"])).map(([mediaType, content]) => {
    const schema = node(content)["schema"];
    return { mediaType, schema: schema ? readSchema(root, node(schema), DEPTH) : undefined };
  });
}

function readSchema(root: Node, given: Node, depth: number): Schema {
  const name = refName(given);
  const schema = resolve(root, given);
  const choices = [...list(schema["oneOf"]), ...list(schema["anyOf"])].map((one) => readSchema(root, node(one), depth));
  const merged = list(schema["allOf"]).map((one) => readSchema(root, node(one), depth));
  const items = schema["items"] ? readSchema(root, node(schema["items"]), depth) : undefined;
  const type =
    name ??
    (items
      ? words().arrayOf(items.type)
      : choices.length > 0
        ? choices.map((one) => one.type).join(` ${words().or} `)
        : merged.length > 0
          ? merged.map((one) => one.type).join(` ${words().and} `)
          : typeText(schema));
  const inner = choices.find((one) => one.fields.length > 0) ?? items;
  return {
    type: name && !schema["properties"] && choices.length === 0 ? `${name}: ${typeText(schema)}` : type,
    list: items !== undefined,
    description: text(given["description"]) || text(schema["description"]),
    fields: depth === 0 ? [] : [...readFields(root, schema, depth - 1), ...merged.flatMap((one) => one.fields), ...(inner?.fields ?? [])],
  };
}

function readFields(root: Node, schema: Node, depth: number): Schema["fields"] {
  const required = new Set(list(schema["required"]));
  return Object.entries(node(schema["properties"])).map(([name, field]) => ({
    name,
    required: required.has(name),
    schema: readSchema(root, node(field), depth),
  }));
}

function typeText(schema: Node): string {
  const values = list(schema["enum"]);
  if (values.length > 0) return values.map((value) => JSON.stringify(value)).join(" | ");
  if ("const" in schema) return JSON.stringify(schema["const"]);
  const types = list(schema["type"]).map(text);
  const type = types.length > 0 ? types.join(` ${words().or} `) : text(schema["type"]) || words().any;
  const format = text(schema["format"]);
  return format ? `${type} (${format})` : type;
}

function refName(schema: Node): string | undefined {
  return text(schema["$ref"]).split("/").at(-1) || undefined;
}

/** Follows `#/a/b` within the document. */
function resolve(root: Node, schema: Node): Node {
  const ref = text(schema["$ref"]);
  if (!ref.startsWith("#/")) return schema;
  return ref
    .slice(2)
    .split("/")
    .reduce<Node>((at, key) => node(at[key.replaceAll("~1", "/").replaceAll("~0", "~")]), root);
}
