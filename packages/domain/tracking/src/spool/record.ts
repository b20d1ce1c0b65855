import { crc32 } from 'node:zlib';

/** A record on disk: length and CRC-32 of the payload, four bytes each, big-endian, then the payload. */
export const HEADER = 8;
/** Longer than any click; a length beyond it is damage, not a record. Bytes. */
export const MAX_PAYLOAD = 65_535;

/** Writes the header of a payload of `length` bytes that is at `at + HEADER` already. Returns the end of the record. */
export function finishRecord(bytes: Buffer, at: number, length: number): number {
  const end = at + HEADER + length;
  bytes.writeUInt32BE(length, at);
  bytes.writeUInt32BE(crc32(bytes.subarray(at + HEADER, end)), at + 4);
  return end;
}

export interface Scan {
  payloads: Buffer[];
  /** Bytes up to the end of the last good record: what is beyond was being written when the power went. */
  whole: number;
  /** Places between good records where the disk changed something. */
  damaged: number;
}

/**
 * Reads records until the end or a torn tail. Damage costs the record it is in, also when it is in the length: reading
 * goes on at the next place where length and checksum agree.
 */
export function scan(bytes: Buffer): Scan {
  const payloads: Buffer[] = [];
  let damaged = 0;
  let whole = 0;
  for (let at = 0; at + HEADER < bytes.length; ) {
    const payload = recordAt(bytes, at);
    if (!payload) {
      at += 1;
      continue;
    }
    if (at > whole) damaged += 1;
    payloads.push(payload);
    at += HEADER + payload.length;
    whole = at;
  }
  return { payloads, whole, damaged };
}

function recordAt(bytes: Buffer, at: number): Buffer | null {
  const length = bytes.readUInt32BE(at);
  const end = at + HEADER + length;
  if (length === 0 || length > MAX_PAYLOAD || end > bytes.length) return null;
  const payload = bytes.subarray(at + HEADER, end);
  return crc32(payload) === bytes.readUInt32BE(at + 4) ? payload : null;
}
