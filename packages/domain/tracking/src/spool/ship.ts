import { readdirSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '@kolony/kernel/hash';
import type { Warehouse } from '@kolony/warehouse';
import { type Scan, scan } from './record.ts';
import { begunAt, sealedAmong } from './segment.ts';

interface ShipperMetrics {
  shipped: number;
  /** Milliseconds from reading a segment to ClickHouse's answer, all that were acknowledged. */
  shipMs: number;
  segmentsWaiting: number;
  /** Age of the oldest sealed segment, milliseconds. */
  lagMs: number;
  damaged: number;
  failures: number;
}

export interface Shipper {
  metrics(): ShipperMetrics;
  /** Null while all is well; else why the last segment was not taken. Clicks wait on disk. */
  trouble(): string | null;
  /** More segments wait than are sent in a second or two. */
  behind(): boolean;
  /** Ends after the segment in hand; what is left is shipped at the next start. */
  stop(): Promise<void>;
}

export interface ShipperOptions {
  dir: string;
  table: string;
  warehouse: Warehouse;
  log?: (line: string) => void;
}

const PAUSE = 100;
const MAX_BACK_OFF = 5_000;
/** Segments that wait: more than are sent in a second or two. */
const MANY = 20;
/** One segment is read and checked while ClickHouse takes the other. */
const LANES = 2;
const NEWLINE = 0x0a;

/**
 * Sends sealed segments to ClickHouse, oldest first and two at a time, and deletes one only when it is acknowledged. The deduplication
 * token names the segment and its content, so that a segment sent twice (a crash between answer and delete) counts
 * once. While ClickHouse is away segments wait on disk; so they do behind one that it refuses, which is said once.
 */
export function startShipper({ dir, table, warehouse, log = () => undefined }: ShipperOptions): Shipper {
  const figures = { shipped: 0, shipMs: 0, damaged: 0, failures: 0 };
  let waiting = 0;
  let failed: string | null = null;
  let stopped = false;
  let wake: () => void = () => undefined;

  async function shipOne(name: string): Promise<void> {
    const path = join(dir, name);
    const started = performance.now();
    const bytes = await readFile(path);
    const token = `${name}:${sha256(bytes)}`;
    const { records, whole, damaged } = toRows(bytes);
    if (records > 0) await warehouse.insert({ table, rows: one(bytes), token });
    await rm(path);
    figures.shipped += records;
    figures.shipMs += performance.now() - started;
    figures.damaged += damaged + (whole < bytes.length ? 1 : 0);
  }

  /** Everything that is sealed now, until one fails. */
  async function shipAll(): Promise<void> {
    const names = sealedAmong(await readdir(dir));
    waiting = names.length;
    const next = names.values();
    const lanes = await Promise.allSettled(Array.from({ length: LANES }, () => shipEach(next)));
    for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
  }

  async function shipEach(names: Iterable<string>): Promise<void> {
    for (const name of names) {
      if (stopped) return;
      await shipOne(name);
      waiting -= 1;
      if (failed !== null) log(`shipper: ClickHouse takes clicks again, ${waiting} segments wait`);
      failed = null;
    }
  }

  function fail(error: unknown): void {
    figures.failures += 1;
    const why = error instanceof Error ? error.message : String(error);
    if (failed !== why) log(`shipper: ${why}; clicks wait on disk, ${waiting} segments`);
    failed = why;
  }

  const loop = (async () => {
    let backOff = PAUSE;
    while (!stopped) {
      const pause = await shipAll().then(
        () => PAUSE,
        (error: unknown) => {
          fail(error);
          return backOff * 2;
        },
      );
      backOff = Math.min(MAX_BACK_OFF, pause);
      if (stopped) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, backOff).unref();
      });
    }
  })();

  return {
    metrics() {
      const names = sealedAmong(readdirSync(dir));
      const [oldest] = names;
      const lagMs = oldest ? Math.max(0, Date.now() - begunAt(oldest)) : 0;
      return { ...figures, segmentsWaiting: names.length, lagMs };
    },
    trouble: () => failed,
    behind: () => waiting > MANY,
    async stop() {
      stopped = true;
      wake();
      await loop;
    },
  };
}

/** The segment itself is what is sent: what is no row of it becomes line ends, which JSONEachRow skips. */
function toRows(bytes: Buffer): Scan {
  let end = 0;
  // A loop, since eight bytes a record cost less than a call of fill.
  const blank = (to: number) => {
    for (let at = end; at < to; at++) bytes[at] = NEWLINE;
  };
  const found = scan(bytes, (from, to) => {
    blank(from);
    end = to;
  });
  blank(bytes.length);
  return found;
}

async function* one(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
