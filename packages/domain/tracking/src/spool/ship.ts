import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@kolony/kernel/hash';
import type { Warehouse } from '@kolony/warehouse';
import { scan } from './record.ts';
import { SEALED } from './spool.ts';

interface ShipperMetrics {
  shipped: number;
  segmentsWaiting: number;
  /** Age of the oldest sealed segment, milliseconds. */
  lagMs: number;
  damaged: number;
  failures: number;
}

export interface Shipper {
  metrics(): ShipperMetrics;
  /** Ends after the segment in hand; what is left is shipped at the next start. */
  stop(): Promise<void>;
}

const PAUSE = 100;
const MAX_BACK_OFF = 5_000;

/**
 * Sends sealed segments to ClickHouse, oldest first, and deletes one only when it is acknowledged. The deduplication
 * token names the segment and its content, so that a segment sent twice (a crash between answer and delete) counts
 * once. While ClickHouse is away segments wait on disk.
 */
export function startShipper({
  dir,
  table,
  warehouse,
}: {
  dir: string;
  table: string;
  warehouse: Warehouse;
}): Shipper {
  const figures = { shipped: 0, damaged: 0, failures: 0 };
  let stopped = false;
  let wake: () => void = () => undefined;
  let backOff = PAUSE;

  async function shipOne(name: string): Promise<void> {
    const path = join(dir, name);
    const bytes = readFileSync(path);
    const { payloads, damaged } = scan(bytes);
    figures.damaged += damaged;
    if (payloads.length > 0)
      await warehouse.insert({ table, rows: lines(payloads), token: `${name}:${sha256(bytes)}` });
    rmSync(path);
    figures.shipped += payloads.length;
  }

  const loop = (async () => {
    while (!stopped) {
      const [next] = sealed(dir);
      try {
        if (next) {
          await shipOne(next);
          backOff = PAUSE;
          continue;
        }
      } catch {
        figures.failures += 1;
        backOff = Math.min(MAX_BACK_OFF, backOff * 2);
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, next ? backOff : PAUSE).unref();
      });
    }
  })();

  return {
    metrics() {
      const names = sealed(dir);
      const [oldest] = names;
      const since = oldest ? Number.parseInt(oldest.slice(0, 9), 36) : Date.now();
      return { ...figures, segmentsWaiting: names.length, lagMs: Math.max(0, Date.now() - since) };
    },
    async stop() {
      stopped = true;
      wake();
      await loop;
    },
  };
}

function sealed(dir: string): string[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith(SEALED))
    .sort();
}

async function* lines(payloads: readonly Buffer[]): AsyncGenerator<Uint8Array> {
  const newline = Buffer.from('\n');
  yield Buffer.concat(payloads.flatMap((payload) => [payload, newline]));
}
