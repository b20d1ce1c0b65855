import { randomFillSync } from 'node:crypto';

const pool = Buffer.allocUnsafeSlow(8_192);
let used = pool.length;

/** Where the next so many bytes of the pool are. Drawn in bulk, since each draw of its own costs microseconds. */
function take(bytes: number): number {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return used - bytes;
}

/** Fills `into` from `from` up to `to` with random bytes, at most 8,192. */
export function putRandom(into: Buffer, from: number, to: number): void {
  const at = take(to - from);
  pool.copy(into, from, at, at + to - from);
}

/** So many random bytes, at most 8,192, in base64url. */
export function randomText(bytes: number): string {
  const at = take(bytes);
  return pool.toString('base64url', at, at + bytes);
}
