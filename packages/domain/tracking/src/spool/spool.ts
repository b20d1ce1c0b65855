import { mkdirSync } from 'node:fs';
import { KolonyError } from '@kolony/kernel';
import { lockDirectory } from '@kolony/kernel/lock-directory';
import { type Done, Group } from './group.ts';
import { beginSegment, recoverSegments, type Segment, sealSegment, writeAt } from './segment.ts';

interface SpoolMetrics {
  appended: number;
  commits: number;
  /** Appended, and not on disk: the visitor was redirected all the same. */
  notDurable: number;
  /** Milliseconds all group commits took, and the last one. */
  commitMs: number;
  lastCommitMs: number;
  waitingBytes: number;
}

export interface SpoolOptions {
  dir: string;
  /** Bytes after which a segment is sealed [8 MiB]. */
  segmentBytes?: number;
  /**
   * Milliseconds after which a segment with records in it is sealed, so that clicks show within a second [300]; three
   * times that while they are dense.
   */
  segmentAge?: number;
  /** Whether sealed segments pile up anyway: then twenty times that age, or an hour's outage is 12,000 small files. */
  behind?: () => boolean;
  /** Bytes that may wait for the disk; beyond, appends are refused instead of filling memory [64 MiB]. */
  maxWaiting?: number;
  /** Milliseconds after which nobody waits for a disk that hangs, and what is in memory is written when it is back [500]. */
  patience?: number;
}

export interface Spool {
  /**
   * `done` is called once: with null when the record is on disk, with an Error when it is not (disk full or too slow,
   * spool closed, no size of a record); perhaps before this returns. A callback, since a promise per click would cost more
   * than its record. Payload: 1 to 65,535 bytes in UTF-8.
   */
  append(payload: string, done: Done): void;
  metrics(): SpoolMetrics;
  /** Null while all is well; else why the last commit failed. */
  trouble(): string | null;
  /** Writes what waits, seals, and ends. */
  close(): Promise<void>;
}

interface Commit {
  group: Group;
  /** Milliseconds of this process's own clock. */
  since: number;
}

/** As much as a busy commit writes: a disk that takes it is not full. Zeros are no record, should they stay. */
const PROBE = Buffer.alloc(65_536);
const PROBE_EVERY = 1_000;
/** How many times older a segment may get while segments pile up. */
const LARGER = 20;
/**
 * And while clicks are dense, from so many bytes on: every segment costs the disk a dozen syncs of ClickHouse's files and
 * its own, which visitors wait behind.
 */
const DENSER = 3;
const DENSE = 512 * 1024;
/**
 * Commits under way at once. A disk tells of its end through the event loop, which is busy with the clicks that follow:
 * with one commit at a time disk and processor would take turns.
 */
const AT_ONCE = 4;
/**
 * Bytes that are worth a commit before the turn of the event loop is over, beside those under way: some hundred clicks.
 * Each commit costs the processors as much as ten clicks.
 */
const WORTH = 48 * 1024;

/**
 * An append-only log on local disk with group commit: whoever appends while commits run is in the next one, so that one
 * synced write serves as many clicks as came in the meantime. Commits go to places of their own in the segment and do not
 * wait for each other: what one of them acknowledged is read back whatever became of the one before it (record.ts). Opening seals what a crash left open, without its torn
 * tail. Throws `tracking/spool_in_use` when another process has the directory.
 */
export function openSpool({
  dir,
  segmentBytes = 8 * 1024 * 1024,
  segmentAge = 300,
  behind = () => false,
  maxWaiting = 64 * 1024 * 1024,
  patience = 500,
}: SpoolOptions): Spool {
  mkdirSync(dir, { recursive: true });
  const unlock = lock(dir);
  recoverSegments(dir);
  const figures = { appended: 0, commits: 0, notDurable: 0, commitMs: 0, lastCommitMs: 0 };
  /** Clicks come into this one while others are being written. */
  let waiting = new Group();
  const spare: Group[] = [];
  const commits = new Map<Commit, Promise<void>>();
  /** Bytes of the commits under way. */
  let writing = 0;
  let segment: Segment | null = null;
  /** Something that no commit may run beside: a segment's beginning or end. */
  let alone: { work: Promise<void>; since: number } | null = null;
  let failed: string | null = null;
  let probedAt = 0;
  let closing: Promise<void> | null = null;
  let goesSoon = false;

  const waitingBytes = () => waiting.length + writing;

  /** A segment that cannot be sealed now is on disk all the same: the next start seals it. */
  async function seal(): Promise<void> {
    const done = segment;
    segment = null;
    if (done) await sealSegment(done, dir).catch(fail);
  }

  function fail(error: unknown): void {
    failed = error instanceof Error ? error.message : String(error);
  }

  const notDurable = () => new Error(`not durable: ${failed}`);

  function release(group: Group, error: Error | null): void {
    const waiters = group.takeWaiters();
    if (error) figures.notDurable += waiters.length;
    for (const done of waiters) done(error);
  }

  /** Starts what there is to do and may be done now. */
  function go(): void {
    if (alone || waiting.length === 0) return;
    if (segment && !segment.broken && segment.end < segmentBytes) {
      if (commits.size < (waiting.length >= WORTH ? AT_ONCE : 1)) start(segment);
    } else if (commits.size === 0) byItself(rotate());
  }

  /** Clicks of one turn of the event loop go together, unless they are many. */
  function goSoon(): void {
    if (waiting.length >= WORTH) go();
    if (goesSoon) return;
    goesSoon = true;
    queueMicrotask(() => {
      goesSoon = false;
      go();
    });
  }

  function byItself(work: Promise<void>): void {
    const done = work.finally(() => {
      alone = null;
      go();
    });
    alone = { work: done, since: performance.now() };
  }

  async function rotate(): Promise<void> {
    await seal();
    try {
      segment = await beginSegment(dir);
    } catch (error) {
      fail(error);
      release(waiting, notDurable());
      waiting.clear();
    }
  }

  function start(into: Segment): void {
    const commit = { group: waiting, since: performance.now() };
    writing += waiting.length;
    waiting = spare.pop() ?? new Group();
    commits.set(commit, run(commit, into));
  }

  async function run(commit: Commit, into: Segment): Promise<void> {
    const { group, since } = commit;
    let error: Error | null = null;
    try {
      await writeAt(into, group.bytes);
      failed = null;
    } catch (thrown) {
      fail(thrown);
      error = notDurable();
      into.broken = true;
    }
    figures.commits += 1;
    figures.lastCommitMs = performance.now() - since;
    figures.commitMs += figures.lastCommitMs;
    commits.delete(commit);
    release(group, error);
    writing -= group.length;
    group.clear();
    spare.push(group);
    if (into.broken && commits.size === 0) byItself(cutBack());
    else go();
  }

  /** Waits for a disk, for too long. */
  const stalled = () =>
    [...commits.keys(), ...(alone ? [alone] : [])].some(({ since }) => performance.now() - since > patience);

  function letGo(): void {
    failed = 'the disk does not answer';
    for (const { group } of commits.keys()) release(group, notDurable());
    release(waiting, notDurable());
  }

  /** Half a group may have reached the file: cut to the last whole commit, and go on in a new segment. */
  async function cutBack(): Promise<void> {
    await segment?.handle.truncate(segment.size).catch(() => undefined);
    await seal();
  }

  /** A disk that failed and is not written to any more would be thought full for ever: tried without a click. */
  async function probe(): Promise<void> {
    probedAt = performance.now();
    try {
      segment ??= await beginSegment(dir);
      await segment.handle.write(PROBE, 0, PROBE.length, segment.end);
      failed = null;
    } catch (error) {
      fail(error);
    }
    await cutBack();
  }

  const ageOf = ({ size }: Segment) => segmentAge * (behind() ? LARGER : size >= DENSE ? DENSER : 1);

  const timer = setInterval(
    () => {
      if (stalled()) letGo();
      if (alone || commits.size > 0) return;
      if (failed !== null && performance.now() - probedAt >= PROBE_EVERY) byItself(probe());
      else if (segment && Date.now() - segment.begunAt >= ageOf(segment)) byItself(seal());
    },
    Math.max(10, segmentAge / 3),
  );
  timer.unref();

  /** Why the payload is not taken; null when it waits for the next commit now. */
  function refusal(payload: string, done: Done): string | null {
    if (closing) return 'the spool is closed';
    if (waitingBytes() + payload.length > maxWaiting) {
      failed = 'the disk is slower than the clicks';
      return failed;
    }
    return waiting.add(payload, done) ? null : 'no record is of this size';
  }

  async function close(): Promise<void> {
    clearInterval(timer);
    go();
    while (alone || commits.size > 0) await (alone?.work ?? Promise.race(commits.values()));
    await seal();
    unlock();
  }

  return {
    append(payload, done) {
      const why = refusal(payload, done);
      if (why !== null) {
        figures.notDurable += 1;
        done(new Error(`not durable: ${why}`));
        return;
      }
      figures.appended += 1;
      goSoon();
    },
    metrics: () => ({ ...figures, waitingBytes: waitingBytes() }),
    trouble: () => failed,
    close() {
      closing ??= close();
      return closing;
    },
  };
}

function lock(dir: string): () => void {
  try {
    return lockDirectory(dir);
  } catch (error) {
    throw new KolonyError('tracking/spool_in_use', 'conflict', { dir, why: String(error) });
  }
}
