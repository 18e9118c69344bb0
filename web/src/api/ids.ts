/**
 * A random id of 32 hexadecimal digits. Not `crypto.randomUUID`, which browsers hide from pages
 * that come over plain HTTP from another machine.
 */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
