/** PNG, as far as the pictures of the scripts need it. */
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

/** Reads a picture of eight bits for each of red, green and blue. */
export function readPng(file) {
  const data = [];
  let width = 0;
  let height = 0;
  for (let at = SIGNATURE.length; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const kind = file.toString("latin1", at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (kind === "IHDR") {
      [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
      if (body[8] !== 8 || body[9] !== 2 || body[12] !== 0) throw new Error("only plain pictures of eight bits a colour are read here");
    }
    if (kind === "IDAT") data.push(body);
    at += length + 12;
  }
  const rows = inflateSync(Buffer.concat(data));
  const bytes = width * 3;
  const pixels = Buffer.alloc(bytes * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (bytes + 1)];
    for (let x = 0; x < bytes; x++) {
      const left = x >= 3 ? pixels[y * bytes + x - 3] : 0;
      const up = y > 0 ? pixels[(y - 1) * bytes + x] : 0;
      const corner = x >= 3 && y > 0 ? pixels[(y - 1) * bytes + x - 3] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      pixels[y * bytes + x] = rows[y * (bytes + 1) + 1 + x] + guess;
    }
  }
  return { width, height, pixels };
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((one) => Math.abs(guess - one));
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Writes a picture of numbered colours, each `[red, green, blue, opacity]`; of few colours it takes few bits. */
export function writePng({ width, height, indices, palette }) {
  const depth = palette.length <= 2 ? 1 : palette.length <= 4 ? 2 : palette.length <= 16 ? 4 : 8;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, 3, 0, 0, 0], 8);
  const bytes = Math.ceil((width * depth) / 8);
  const rows = Buffer.alloc((bytes + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      rows[y * (bytes + 1) + 1 + ((x * depth) >> 3)] |= indices[y * width + x] << (8 - depth - ((x * depth) & 7));
    }
  }
  const seeThrough = palette.some(([, , , opacity = 255]) => opacity < 255);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flatMap((colour) => colour.slice(0, 3)))),
    ...(seeThrough ? [chunk("tRNS", Buffer.from(palette.map(([, , , opacity = 255]) => opacity)))] : []),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(kind, body) {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
