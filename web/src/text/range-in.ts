/** The two ends of a range in what the server says in English: "this model takes 1 to 40". */
export function rangeIn(reason: string): [string, string] | undefined {
  const [, from, to] = /takes (\S+) to (\S+)$/.exec(reason) ?? [];
  return from !== undefined && to !== undefined ? [from, to] : undefined;
}
