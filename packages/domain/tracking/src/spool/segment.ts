import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
} from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { scan } from './record.ts';

/** Sealed segments are complete and are shipped; an open one is being written. */
const SEALED = '.segment';
const OPEN = '.open';
/**
 * A write is answered when it is on disk, as if fdatasync followed each: one trip to a thread and back where there
 * would be two, and visitors wait for them.
 */
const { O_WRONLY, O_CREAT, O_EXCL, O_DSYNC } = constants;
const NEW_SYNCED = O_WRONLY | O_CREAT | O_EXCL | O_DSYNC;
/** Digits (base 36) of the instant a segment was begun, so that names sort by age. */
const INSTANT = 9;

export interface Segment {
  handle: FileHandle;
  name: string;
  /** Bytes up to the end of the last whole commit. */
  size: number;
  /** Bytes that commits have taken, whole or under way. */
  end: number;
  /** A commit failed: nothing more is written to it. */
  broken: boolean;
  /** Milliseconds since 1970. */
  begunAt: number;
}

export async function beginSegment(dir: string): Promise<Segment> {
  const begunAt = Date.now();
  const name = `${begunAt.toString(36).padStart(INSTANT, '0')}-${randomBytes(6).toString('hex')}`;
  const handle = await open(join(dir, name + OPEN), NEW_SYNCED);
  await syncDirectory(dir);
  return { handle, name, size: 0, end: 0, broken: false, begunAt };
}

/** Resolves when the bytes are on disk, at the place that is the segment's end now; others may be on their way to theirs. */
export async function writeAt(segment: Segment, bytes: Buffer): Promise<void> {
  const at = segment.end;
  segment.end += bytes.length;
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await segment.handle.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
  segment.size = Math.max(segment.size, at + bytes.length);
}

/** From here on it may be shipped. One without a whole commit is removed. */
export async function sealSegment({ handle, name, size }: Segment, dir: string): Promise<void> {
  await handle.close();
  const path = join(dir, name);
  if (size === 0) return rm(path + OPEN, { force: true });
  await rename(path + OPEN, path + SEALED);
  await syncDirectory(dir);
}

/** What a crash left open: cut to its last whole record and sealed, or removed when nothing is whole. */
export function recoverSegments(dir: string): void {
  for (const name of readdirSync(dir)) {
    if (!name.endsWith(OPEN)) continue;
    const path = join(dir, name);
    const { whole } = scan(readFileSync(path));
    if (whole === 0) {
      rmSync(path);
      continue;
    }
    truncateSync(path, whole);
    syncFile(path);
    renameSync(path, path.replace(OPEN, SEALED));
  }
  syncFile(dir);
}

/** Oldest first. */
export function sealedAmong(names: readonly string[]): string[] {
  return names.filter((name) => name.endsWith(SEALED)).sort();
}

/** Milliseconds since 1970. */
export function begunAt(name: string): number {
  return Number.parseInt(name.slice(0, INSTANT), 36);
}

/** A new or renamed file is only there after a power cut if its directory was synced too. */
async function syncDirectory(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  await handle.sync().finally(() => handle.close());
}

function syncFile(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
