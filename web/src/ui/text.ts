/** "1 picture", "2 pictures". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Characters as the server counts them: code points, so that an emoji is not two. */
export function characters(text: string): number {
  return Array.from(text).length;
}
