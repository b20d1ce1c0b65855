import { KolonyError } from '@kolony/kernel';

/** A picture as it is kept: what it is by its own first bytes, whatever its sender calls it. */
export interface Picture {
  type: 'image/png' | 'image/jpeg';
  bytes: Uint8Array;
}

const MOST_BYTES = 256 * 1024;
/** Pixels a side. A picture of few bytes can be of very many pixels, which whoever looks at it would have to hold. */
const SIDE = { least: 32, most: 1_024 };

/**
 * Takes a PNG or a JPEG of at most 256 kB, 32–1,024 pixels a side. `links/picture_type`, `links/picture_too_large`
 * {most}, `links/picture_size` {least, most}.
 */
export function readPicture(bytes: Buffer): Picture {
  const field = 'image';
  if (bytes.length > MOST_BYTES)
    throw new KolonyError('links/picture_too_large', 'invalid', { field, most: MOST_BYTES / 1024 });
  const found = sizeOfPng(bytes) ?? sizeOfJpeg(bytes);
  if (!found) throw new KolonyError('links/picture_type', 'invalid', { field });
  if ([found.width, found.height].some((side) => side < SIDE.least || side > SIDE.most))
    throw new KolonyError('links/picture_size', 'invalid', { field, ...SIDE });
  return { type: found.type, bytes: new Uint8Array(bytes) };
}

interface Size {
  type: Picture['type'];
  width: number;
  height: number;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** W3C PNG §5.2 and §11.2.2: the signature, then the header chunk with both sides. */
function sizeOfPng(bytes: Buffer): Size | null {
  if (bytes.length < 33 || !bytes.subarray(0, 8).equals(PNG)) return null;
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** ITU T.81 annex B: markers one after another, each with its length, up to the frame's header, which has both sides. */
function sizeOfJpeg(bytes: Buffer): Size | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    // Markers may be filled up with 0xff.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker))
      return { type: 'image/jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || marker < 0xc0) return null;
    at += 2 + length;
  }
  return null;
}

/** SOF0 … SOF15, without the three among them that are tables (DHT, JPG, DAC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
