import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../bootstrap/preflight.mjs';
import { isRunning, type ProcessRecord, processIdentity } from './process-identity.ts';

/**
 * One supervisor per data directory. The lock is a file that names its holder by pid and start time, so one left over
 * from a crash is recognised and replaced. Throws a Refusal when the holder lives. Returns the release.
 */
export function takeLock(dataDir: string): () => void {
  const lock = join(dataDir, 'lock');
  const mine = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) ?? '' });
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, mine);
  try {
    for (let attempt = 0; attempt < 10; attempt++) {
      // link() either creates the complete file or fails: no reader ever sees half a lock.
      if (linked(draft, lock)) return () => release(lock, mine);
      const holder = readHolder(lock);
      if (holder && isRunning(holder))
        throw new Refusal(
          `it already runs on ${dataDir} (process ${holder.pid}).`,
          'Use that one, stop it with Ctrl-C, or set KOLONY_DATA_DIR (and the ports) for a second one.',
        );
      setAside(lock, `${draft}.stale`);
    }
    throw new Refusal(
      `${lock} cannot be taken.`,
      'Another start is doing the same at this moment; run again.',
    );
  } finally {
    rmSync(draft, { force: true });
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Two starts may both find the lock stale: whoever moved away a fresh one by mistake puts it back. */
function setAside(lock: string, aside: string): void {
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  if (moved && isRunning(moved)) linked(aside, lock);
  rmSync(aside, { force: true });
}

function release(lock: string, mine: string): void {
  try {
    if (readFileSync(lock, 'utf8') === mine) rmSync(lock);
  } catch {
    // Already gone: nothing to release.
  }
}

/** The supervisor that runs on this data directory at this moment. */
export function lockHolder(dataDir: string): ProcessRecord | undefined {
  const holder = readHolder(join(dataDir, 'lock'));
  return holder && isRunning(holder) ? holder : undefined;
}

function readHolder(file: string): ProcessRecord | undefined {
  try {
    return asRecord(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

export function asRecord(value: unknown): ProcessRecord | undefined {
  if (typeof value !== 'object' || value === null || !('pid' in value) || !('identity' in value))
    return undefined;
  const { pid, identity } = value;
  return typeof pid === 'number' && pid > 1 && typeof identity === 'string' && identity !== ''
    ? { pid, identity }
    : undefined;
}
