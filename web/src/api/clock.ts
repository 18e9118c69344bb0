/** How many milliseconds the server's clock is behind this one. */
let behind = 0;

/** Learns from the `Date` of an answer; whole seconds, so small differences mean nothing. */
export function noteServerDate(date: string | null): void {
  const server = Date.parse(date ?? "");
  if (Number.isNaN(server)) return;
  const difference = Date.now() - server;
  behind = Math.abs(difference) > 2_000 ? difference : 0;
}

/** Now, as the server's clock has it. */
export function serverNow(): number {
  return Date.now() - behind;
}
