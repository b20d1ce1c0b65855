import { crc32 } from 'node:zlib';

/** A record on disk: length and CRC-32 of the payload, four bytes each, big-endian, then the payload. */
const HEADER = 8;
/** Longer than any click; a length beyond it is damage, not a record. */
const MAX_PAYLOAD = 1024 * 1024;

export function frame(payload: Buffer): Buffer {
  const record = Buffer.allocUnsafe(HEADER + payload.length);
  record.writeUInt32BE(payload.length, 0);
  record.writeUInt32BE(crc32(payload), 4);
  record.set(payload, HEADER);
  return record;
}

export interface Scan {
  payloads: Buffer[];
  /** Bytes up to the end of the last whole record: what is beyond was being written when the power went. */
  whole: number;
  /** Whole records whose checksum is wrong: the disk changed them. */
  damaged: number;
}

/** Reads records until the end or a torn tail. A damaged record is skipped; the ones after it are still good. */
export function scan(bytes: Buffer): Scan {
  const payloads: Buffer[] = [];
  let damaged = 0;
  let at = 0;
  while (at + HEADER <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const end = at + HEADER + length;
    if (length === 0 || length > MAX_PAYLOAD || end > bytes.length) break;
    const payload = bytes.subarray(at + HEADER, end);
    if (crc32(payload) === bytes.readUInt32BE(at + 4)) payloads.push(payload);
    else damaged += 1;
    at = end;
  }
  return { payloads, whole: at, damaged };
}
