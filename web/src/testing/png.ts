import { join } from "./bytes";
import { crc32 } from "./crc32";

/** Colours of a picture, row by row, four bytes a pixel. */
export interface Pixels {
  width: number;
  height: number;
  rgba: Uint8Array;
}

/** A PNG file with uncompressed pixels: at once, for small pictures. */
export function png(pixels: Pixels): Uint8Array<ArrayBuffer> {
  return file(pixels, zlib(rowsOf(pixels)));
}

/** A PNG file as small as it should be, with what is said of it in its `parameters`. */
export async function compressedPng(pixels: Pixels, parameters?: string): Promise<Uint8Array<ArrayBuffer>> {
  const deflated = new Response(rowsOf(pixels)).body?.pipeThrough(new CompressionStream("deflate"));
  return file(pixels, new Uint8Array(await new Response(deflated).arrayBuffer()), parameters);
}

function file({ width, height }: Pixels, data: Uint8Array, parameters?: string): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(13);
  new DataView(head.buffer).setUint32(0, width);
  new DataView(head.buffer).setUint32(4, height);
  head.set([8, 6, 0, 0, 0], 8);
  return join([
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk("IHDR", head),
    ...(parameters ? [chunk("iTXt", new TextEncoder().encode(`parameters\0\0\0\0\0${parameters}`))] : []),
    chunk("IDAT", data),
    chunk("IEND", new Uint8Array()),
  ]);
}

/** Each row begins with a byte that says how it is filtered: not at all. */
function rowsOf({ width, height, rgba }: Pixels): Uint8Array<ArrayBuffer> {
  const row = width * 4;
  const rows = new Uint8Array(height * (row + 1));
  for (let y = 0; y < height; y++) rows.set(rgba.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  return rows;
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const named = join([new TextEncoder().encode(name), data]);
  return join([uint32(data.length), named, uint32(crc32(named))]);
}

/** Stored blocks of at most 65,535 bytes between a zlib head and a checksum. */
function zlib(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let at = 0; at < data.length; at += 65_535) {
    const block = data.subarray(at, at + 65_535);
    const last = at + 65_535 >= data.length ? 1 : 0;
    parts.push(Uint8Array.of(last, block.length & 255, block.length >> 8, ~block.length & 255, (~block.length >> 8) & 255), block);
  }
  let a = 1;
  let b = 0;
  for (const byte of data) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  parts.push(uint32(((b << 16) | a) >>> 0));
  return join(parts);
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
