import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { KolonyError } from '@kolony/kernel';
import { type Connection, connect } from './connection.ts';
import { failure } from './failure.ts';
import { fill } from './migration.ts';

/** What a rollup is made of: the view that fills it says how, so that this is not said twice. */
const ROLLUPS = [
  {
    rollup: 'clicks_by_quarter',
    view: 'clicks_into_quarters',
    source: 'clicks',
    month: 'toYYYYMM(at)',
    counts: 'requests',
  },
  {
    rollup: 'orders_by_quarter',
    view: 'orders_into_quarters',
    source: 'order_events',
    month: 'toYYYYMM(order_at)',
    counts: 'events',
  },
  {
    rollup: 'commissions_by_quarter',
    view: 'commissions_into_quarters',
    source: 'commission_events',
    month: 'toYYYYMM(order_at)',
    counts: 'events',
  },
];
type Rollup = (typeof ROLLUPS)[number];

/** One month of one rollup, made again. */
export interface RebuiltMonth {
  rollup: string;
  /** 202611 */
  month: string;
  /** How many rows of the source it counted before, and counts now. */
  before: number;
  after: number;
}

/** How long inserts that are under way may take. Milliseconds. */
const DRAINED_WITHIN = 120_000;

/**
 * Makes every rollup again from the rows it sums, month by month, each put in place in one step: reports go on and are
 * never half. Meanwhile inserts into the source are refused as `warehouse/unavailable`, so they wait where they wait for
 * ClickHouse (spool, outbox). Interrupted, it can be run again; what it leaves is a table of its own and the refusal,
 * which the next run takes back.
 */
export async function rebuildRollups(url: string, progress: (month: RebuiltMonth) => void): Promise<void> {
  const connection = connect(url);
  try {
    for (const rollup of ROLLUPS) await rebuild(connection, rollup, progress);
  } catch (error) {
    throw error instanceof KolonyError ? error : failure('rebuild', error);
  } finally {
    await connection.client.close();
  }
}

async function rebuild(
  { client, cluster }: Connection,
  of: Rollup,
  progress: (month: RebuiltMonth) => void,
): Promise<void> {
  const { rollup, view, source, month, counts } = of;
  const spare = `${rollup}_rebuilt`;
  const run = (sql: string) =>
    client.command({ query: fill(sql, cluster), clickhouse_settings: { wait_end_of_query: 1 } });
  const [made] = await read<{ as_select: string }>(
    client,
    'SELECT as_select FROM system.tables WHERE database = currentDatabase() AND name = {view:String}',
    { view },
  );
  if (!made) throw new KolonyError('warehouse/not_migrated', 'conflict', { view });
  const counted = async (month: string) => {
    const sql = `SELECT toFloat64(sum(${counts})) AS n FROM ${rollup} WHERE _partition_id = {month:String}`;
    return (await read<{ n: number }>(client, sql, { month }))[0]?.n ?? 0;
  };
  // As many parts as are allowed: whoever inserts is told to come again, whoever reads notices nothing.
  await run(`ALTER TABLE ${source} {{on_cluster}} MODIFY SETTING max_parts_in_total = 1`);
  try {
    await drained(client, source);
    const months = await read<{ month: string }>(
      client,
      `SELECT DISTINCT partition_id AS month FROM system.parts
       WHERE database = currentDatabase() AND active AND table IN ({source:String}, {rollup:String}) ORDER BY month`,
      { source, rollup },
    );
    for (const one of months) {
      const before = await counted(one.month);
      await run(`DROP TABLE IF EXISTS ${spare} {{on_cluster}}`);
      await run(`CREATE TABLE ${spare} {{on_cluster}} AS ${rollup}`);
      await run(
        `INSERT INTO ${spare} ${made.as_select.replace(' GROUP BY ', ` WHERE ${month} = ${Number(one.month)} GROUP BY `)}`,
      );
      await run(`ALTER TABLE ${rollup} {{on_cluster}} REPLACE PARTITION ID '${one.month}' FROM ${spare}`);
      progress({ rollup, month: one.month, before, after: await counted(one.month) });
    }
    await run(`DROP TABLE IF EXISTS ${spare} {{on_cluster}}`);
  } finally {
    await run(`ALTER TABLE ${source} {{on_cluster}} RESET SETTING max_parts_in_total`);
  }
}

/** Until no insert that began before the refusal is under way. */
async function drained(client: ClickHouseClient, source: string): Promise<void> {
  const deadline = Date.now() + DRAINED_WITHIN;
  const sql = `SELECT count() AS n FROM system.processes
    WHERE query_kind = 'Insert' AND current_database = currentDatabase() AND query ILIKE {begins:String}`;
  for (;;) {
    const [found] = await read<{ n: string }>(client, sql, { begins: `INSERT INTO ${source} %` });
    if (Number(found?.n ?? 0) === 0) return;
    if (Date.now() > deadline) throw new KolonyError('warehouse/busy', 'unavailable', { source });
    await sleep(100);
  }
}

async function read<Found>(client: ClickHouseClient, query: string, params: Record<string, string>) {
  const answer = await client.query({ query, query_params: params, format: 'JSONEachRow' });
  return answer.json<Found>();
}
