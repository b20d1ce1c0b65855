import { type ClaimedBatch, claimOutbox, type Database, forgetBatch } from '@kolony/db';
import { inputHash } from '@kolony/kernel/hash';
import type { Warehouse } from '@kolony/warehouse';
import { type Log, reasonOf } from './log.ts';
import type { Counters } from './metrics.ts';

export interface DeliveryDeps {
  db: Database;
  warehouse: Warehouse;
  counters: Counters;
  log: Log;
}

/** Rows of one table per insert; a few megabytes, one block of ClickHouse, so one token covers it. */
const BATCH = 5_000;
/** Only this process family uses it: "outbox" in ASCII. */
const DELIVERY_LOCK = 0x6f_75_74_62_6f_78;

/** It reads and writes nothing, so it may outlive the slowest inserts (two tables at two minutes). */
const LOCK_TIMEOUT = 300_000;

/**
 * One round: sends what waits in the outbox to ClickHouse and returns how many rows were acknowledged. Exactly once:
 * a claim is committed before it is sent, a batch keeps its rows until it is acknowledged, and its token makes
 * ClickHouse count it once however often it is sent. Throws the first failure after trying every claimed batch.
 *
 * One worker at a time delivers; the others find the lock taken and return 0. The lock saves work, it is not what
 * makes delivery exact: it lives in a transaction of its own, and ends with it.
 */
export async function deliverOutbox({ db, warehouse, counters, log }: DeliveryDeps): Promise<number> {
  const failures: unknown[] = [];
  let delivered = 0;
  await db.$transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<
        { taken: boolean }[]
      >`SELECT pg_try_advisory_xact_lock(${DELIVERY_LOCK}::bigint) AS taken`;
      if (!lock?.taken) return;
      for (const batch of await claimOutbox(db, BATCH)) {
        try {
          await send(warehouse, batch);
          await forgetBatch(db, batch.batchId);
          delivered += batch.rows.length;
          counters.delivered(batch.target, batch.rows.length);
        } catch (error) {
          log.error('outbox batch not delivered', {
            batch: batch.batchId,
            table: batch.target,
            rows: batch.rows.length,
            reason: reasonOf(error),
          });
          failures.push(error);
        }
      }
    },
    { maxWait: 5_000, timeout: LOCK_TIMEOUT },
  );
  if (failures.length > 0) throw failures[0];
  return delivered;
}

/** The token names the content too: ClickHouse silently drops other rows under a token it has seen. */
async function send(warehouse: Warehouse, { batchId, target, rows }: ClaimedBatch): Promise<void> {
  await warehouse.insert({ table: target, rows, token: `outbox:${batchId}:${inputHash(rows)}` });
}
