import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { frame, scan } from './record.ts';

/** Sealed segments are complete and are shipped; the open one is being written. */
export const SEALED = '.segment';
const OPEN = '.open';

interface SpoolMetrics {
  appended: number;
  commits: number;
  /** Appended, and not on disk: the visitor was redirected all the same. */
  notDurable: number;
  /** Milliseconds the last group commit took. */
  lastCommitMs: number;
  waitingBytes: number;
}

export interface SpoolOptions {
  dir: string;
  /** Bytes after which a segment is sealed [8 MiB]. */
  segmentBytes?: number;
  /** Milliseconds after which a segment with records in it is sealed, so that clicks show within a second [300]. */
  segmentAge?: number;
  /** Bytes that may wait for the disk; beyond, appends are refused instead of filling memory [64 MiB]. */
  maxWaiting?: number;
}

export interface Spool {
  /** Resolves when the record is on disk; rejects when it is not (disk full, too slow, closed). */
  append(payload: Buffer): Promise<void>;
  metrics(): SpoolMetrics;
  /** Null while all is well; else why the last commit failed. */
  trouble(): string | null;
  /** Writes what waits, seals, and ends. */
  close(): Promise<void>;
}

interface Waiter {
  resolve(): void;
  reject(error: Error): void;
}

/**
 * An append-only log on local disk with group commit: whoever appends while a commit runs is in the next one, so that
 * one fdatasync serves as many clicks as came in the meantime. Opening seals what a crash left open, without its torn tail.
 */
export function openSpool({
  dir,
  segmentBytes = 8 * 1024 * 1024,
  segmentAge = 300,
  maxWaiting = 64 * 1024 * 1024,
}: SpoolOptions): Spool {
  mkdirSync(dir, { recursive: true });
  recover(dir);
  const figures: SpoolMetrics = { appended: 0, commits: 0, notDurable: 0, lastCommitMs: 0, waitingBytes: 0 };
  let waiting: { record: Buffer; waiter: Waiter }[] = [];
  let segment: { handle: FileHandle; path: string; size: number; openedAt: number } | null = null;
  let running: Promise<void> | null = null;
  let failed: string | null = null;
  let closed = false;

  async function begin() {
    const path = join(
      dir,
      `${Date.now().toString(36).padStart(9, '0')}-${randomBytes(6).toString('hex')}${OPEN}`,
    );
    const handle = await open(path, 'ax');
    syncDirectory(dir);
    return { handle, path, size: 0, openedAt: Date.now() };
  }

  async function seal(): Promise<void> {
    const done = segment;
    segment = null;
    if (!done) return;
    await done.handle.close();
    if (done.size === 0) rmSync(done.path, { force: true });
    else {
      renameSync(done.path, done.path.replace(OPEN, SEALED));
      syncDirectory(dir);
    }
  }

  async function commit(): Promise<void> {
    const group = waiting;
    waiting = [];
    const bytes = Buffer.concat(group.map(({ record }) => record));
    const started = performance.now();
    try {
      segment ??= await begin();
      await segment.handle.appendFile(bytes);
      await segment.handle.datasync();
      segment.size += bytes.length;
      failed = null;
      for (const { waiter } of group) waiter.resolve();
    } catch (error) {
      failed = error instanceof Error ? error.message : String(error);
      figures.notDurable += group.length;
      await cutBack();
      for (const { waiter } of group) waiter.reject(new Error(`not durable: ${failed}`));
    }
    figures.waitingBytes -= bytes.length;
    figures.commits += 1;
    figures.lastCommitMs = performance.now() - started;
  }

  /** Half a group may have reached the file: cut to the last whole commit, and go on in a new segment. */
  async function cutBack(): Promise<void> {
    const broken = segment;
    if (!broken) return;
    await broken.handle.truncate(broken.size).catch(() => undefined);
    await trySeal();
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      await commit();
      if (segment && segment.size >= segmentBytes) await trySeal();
    }
  }

  /** A segment that cannot be sealed now is on disk all the same: the next start seals it. */
  async function trySeal(): Promise<void> {
    await seal().catch((error: unknown) => {
      failed = error instanceof Error ? error.message : String(error);
    });
  }

  const timer = setInterval(
    () => {
      if (running || !segment || segment.size === 0 || Date.now() - segment.openedAt < segmentAge) return;
      running = trySeal().finally(next);
    },
    Math.max(10, segmentAge / 3),
  );
  timer.unref();

  function next(): void {
    running = waiting.length > 0 ? run().finally(next) : null;
  }

  return {
    append(payload) {
      if (closed) return Promise.reject(new Error('not durable: the spool is closed'));
      const record = frame(payload);
      if (figures.waitingBytes + record.length > maxWaiting) {
        figures.notDurable += 1;
        failed = 'the disk is slower than the clicks';
        return Promise.reject(new Error(`not durable: ${failed}`));
      }
      figures.appended += 1;
      figures.waitingBytes += record.length;
      return new Promise<void>((resolve, reject) => {
        waiting.push({ record, waiter: { resolve, reject } });
        if (!running) next();
      });
    },
    metrics: () => ({ ...figures }),
    trouble: () => failed,
    async close() {
      closed = true;
      clearInterval(timer);
      while (running) await running;
      await trySeal();
    },
  };
}

/** What a crash left open: cut to its last whole record and sealed, or removed when nothing is whole. */
function recover(dir: string): void {
  for (const name of readdirSync(dir)) {
    if (!name.endsWith(OPEN)) continue;
    const path = join(dir, name);
    const { whole } = scan(readFileSync(path));
    if (whole === 0) {
      rmSync(path);
      continue;
    }
    truncateSync(path, whole);
    const fd = openSync(path, 'r+');
    fsyncSync(fd);
    closeSync(fd);
    renameSync(path, path.replace(OPEN, SEALED));
  }
  syncDirectory(dir);
}

/** A new or renamed file is only there after a power cut if its directory was synced too. */
function syncDirectory(dir: string): void {
  const fd = openSync(dir, 'r');
  fsyncSync(fd);
  closeSync(fd);
}
