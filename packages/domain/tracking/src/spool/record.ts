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
  records: number;
  /** Bytes up to the end of the last good record: what is beyond was being written when the power went. */
  whole: number;
  /** Places between good records where the disk changed something. */
  damaged: number;
}

/**
 * Reads records until the end or a torn tail, and tells where each payload begins and ends: thousands of them at once
 * would be as many objects. Damage costs the record it is in, also when it is in the length: reading goes on at the next
 * place where length and checksum agree. Bytes before a payload that was told may be changed.
 */
export function scan(bytes: Buffer, take: (from: number, to: number) => void = () => undefined): Scan {
  const found = { records: 0, whole: 0, damaged: 0 };
  for (let at = 0; at + HEADER < bytes.length; ) {
    const end = endOfRecord(bytes, at);
    if (end === 0) {
      at += 1;
      continue;
    }
    if (at > found.whole) found.damaged += 1;
    take(at + HEADER, end);
    found.records += 1;
    found.whole = end;
    at = end;
  }
  return found;
}

/** 0 when there is none. */
function endOfRecord(bytes: Buffer, at: number): number {
  const length = bytes.readUInt32BE(at);
  const end = at + HEADER + length;
  if (length === 0 || length > MAX_PAYLOAD || end > bytes.length) return 0;
  return crc32(bytes.subarray(at + HEADER, end)) === bytes.readUInt32BE(at + 4) ? end : 0;
}
