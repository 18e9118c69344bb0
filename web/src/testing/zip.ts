import { join } from "./bytes";
import { crc32 } from "./crc32";

/** A zip file of files that are stored as they are: pictures do not get smaller. */
export function zip(files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const entries: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [name, data] of files) {
    const path = new TextEncoder().encode(name);
    const about = fields([20, 2], [UTF8, 2], [0, 2], [0, 2], [EPOCH, 2], [crc32(data), 4], [data.length, 4], [data.length, 4], [path.length, 2]);
    entries.push(join([fields([0x04034b50, 4]), about, fields([0, 2]), path, data]));
    directory.push(join([fields([0x02014b50, 4], [20, 2]), about, fields([0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), path]));
    at += entries.at(-1)?.length ?? 0;
  }
  const length = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = fields([0x06054b50, 4], [0, 2], [0, 2], [files.size, 2], [files.size, 2], [length, 4], [at, 4], [0, 2]);
  return join([...entries, ...directory, end]);
}

/** The flag for names in UTF-8. */
const UTF8 = 0x0800;
/** 1980-01-01, the first day that zip files know. */
const EPOCH = 0x21;

/** Numbers as so many bytes, the lowest first. */
function fields(...values: readonly (readonly [value: number, bytes: number])[]): Uint8Array {
  return Uint8Array.from(values.flatMap(([value, bytes]) => Array.from({ length: bytes }, (_, byte) => (value >>> (8 * byte)) & 255)));
}
