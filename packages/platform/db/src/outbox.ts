import { newId } from '@kolony/kernel';
import type { Prisma } from '../generated/client.ts';
import type { Database } from './database.ts';
import type { Sql } from './sql.ts';

/** A fact on its way to a ClickHouse table. Values are JSON: integers of minor units, ISO instants, strings. */
export interface OutboxRow {
  target: string;
  row: Record<string, string | number | boolean | null | readonly string[] | readonly number[]>;
}

export interface ClaimedBatch {
  batchId: string;
  target: string;
  /** In outbox order; the same on every retry, so that one deduplication token fits one content. */
  rows: Record<string, unknown>[];
}

/** Writes facts in the transaction that makes them true: they are delivered if and only if it commits. */
export async function enqueue(tx: Sql, rows: readonly OutboxRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO outbox (target, row)
    SELECT r.target, r.row FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(target text, row jsonb)`;
}

/**
 * The batches to deliver now: those claimed earlier and never acknowledged first (a crash between insert and
 * acknowledgement), else up to `limit` new rows per target. A claim is committed before anything is sent.
 */
export async function claimOutbox(db: Database, limit: number): Promise<ClaimedBatch[]> {
  const open = await readBatches(db);
  if (open.length > 0) return open;
  const targets = await db.$queryRaw<
    { target: string }[]
  >`SELECT DISTINCT target FROM outbox WHERE batch_id IS NULL`;
  for (const { target } of targets) {
    await db.$executeRaw`
      UPDATE outbox SET batch_id = ${newId('bat')}
      WHERE id IN (SELECT id FROM outbox WHERE batch_id IS NULL AND target = ${target} ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }
  return targets.length === 0 ? [] : readBatches(db);
}

async function readBatches(db: Database): Promise<ClaimedBatch[]> {
  const found = await db.$queryRaw<{ batch_id: string; target: string; row: Prisma.JsonObject }[]>`
    SELECT batch_id, target, row FROM outbox WHERE batch_id IS NOT NULL ORDER BY batch_id, id`;
  const batches = new Map<string, ClaimedBatch>();
  for (const { batch_id, target, row } of found) {
    const batch = batches.get(batch_id) ?? { batchId: batch_id, target, rows: [] };
    batch.rows.push(row);
    batches.set(batch_id, batch);
  }
  return [...batches.values()];
}

/** Called when ClickHouse acknowledged the batch. */
export async function forgetBatch(db: Database, batchId: string): Promise<void> {
  await db.$executeRaw`DELETE FROM outbox WHERE batch_id = ${batchId}`;
}
