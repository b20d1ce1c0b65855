import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ClickHouseSettings } from '@clickhouse/client';
import { connect } from './connection.ts';
import { failure } from './failure.ts';

/** The shape of one row of an answer; a zod schema is one. */
export interface Row<T> {
  parse(value: unknown): T;
}

export interface Query<T> {
  /** Names the query in ClickHouse's log: `campaign-report.clicks`. */
  name: string;
  /** Values only as server-side parameters: `{brandId:String}`. No FORMAT clause. */
  sql: string;
  params?: Record<string, unknown>;
  row: Row<T>;
  /** Whose question it is, for the log. */
  brandId?: string;
  /** Seconds [30]. */
  timeout?: number;
  /** Bytes of memory [2 GiB]. */
  memory?: number;
}

export interface Insert {
  table: string;
  /** Objects by column name, `Date` and ISO text for instants; or JSONEachRow text in pieces, sent as it comes. */
  rows: readonly object[] | AsyncIterable<string | Uint8Array>;
  /** The same token counts once, in the table and in its rollups; it must name the content too, other rows under it are dropped. */
  token?: string;
}

/** The one door through which SQL runs. Every method throws `warehouse/unavailable` or `warehouse/query_failed`. */
export interface Warehouse {
  /**
   * Read-only, bounded in time and memory. Integers above 32 bits may arrive as text. The same question
   * while it is under way is asked once: an answer can be as old as the question that it came for first.
   */
  query<T>(query: Query<T>): Promise<T[]>;
  /** Resolves when the rows are on disk. An unknown column is an error. */
  insert(insert: Insert): Promise<void>;
  command(sql: string): Promise<void>;
  /** Resolves when the server answers and lets us in. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const GIB = 1024 ** 3;

/**
 * @param url http://user:password@host:port/database
 * @param surface who asks, for the log: `api`, `worker`, `web`, `tracker`
 */
export function openWarehouse({ url, surface }: { url: string; surface: string }): Warehouse {
  const { client } = connect(url);
  const comment = (name: string, brandId?: string) => JSON.stringify({ surface, name, brandId });
  const attempt = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      throw failure(name, error);
    }
  };
  const ask = ({ name, sql, params, brandId, timeout = 30, memory = 2 * GIB }: Omit<Query<unknown>, 'row'>) =>
    attempt(name, async () => {
      const answer = await client.query({
        query: sql,
        query_params: params,
        format: 'JSON',
        clickhouse_settings: {
          readonly: '2',
          max_execution_time: timeout,
          max_memory_usage: String(memory),
          log_comment: comment(name, brandId),
          // A failure half-way has a status, not a broken body.
          wait_end_of_query: 1,
        },
      });
      return (await answer.json<unknown>()).data;
    });
  /** What is being asked now: two pages that open at once ask the same, and one answer serves both. */
  const asked = new Map<string, Promise<unknown[]>>();
  return {
    async query({ row, ...query }) {
      const key = JSON.stringify(query);
      const answer = asked.get(key) ?? ask(query).finally(() => asked.delete(key));
      asked.set(key, answer);
      return (await answer).map((value) => row.parse(value));
    },
    async insert({ table, rows, token }) {
      if (Array.isArray(rows) && rows.length === 0) return;
      const settings: ClickHouseSettings = {
        log_comment: comment(`insert.${table}`),
        date_time_input_format: 'best_effort',
        input_format_skip_unknown_fields: 0,
        async_insert: 0,
        // Rows come all the time, from where visitors and shops wait: one at a time instead of all processors in bursts.
        input_format_parallel_parsing: 0,
        max_threads: 1,
        wait_end_of_query: 1,
        max_execution_time: 100,
        ...(token === undefined
          ? {}
          : { insert_deduplication_token: token, deduplicate_blocks_in_dependent_materialized_views: 1 }),
      };
      const values = Readable.from(isList(rows) ? textOf(rows) : bytesOf(rows), { objectMode: false });
      await attempt(`insert.${table}`, async () => {
        const query = `INSERT INTO ${table} FORMAT JSONEachRow`;
        const { stream } = await client.exec({ query, values, clickhouse_settings: settings });
        // Nothing is in it; it is read so that its connection is free again.
        await finished(stream.resume());
      });
    },
    async command(sql) {
      const clickhouse_settings = { log_comment: comment('command'), wait_end_of_query: 1 } as const;
      await attempt('command', () => client.command({ query: sql, clickhouse_settings }));
    },
    async ping() {
      const pong = await client.ping({ select: true });
      if (!pong.success) throw failure('ping', pong.error);
    },
    close: () => client.close(),
  };
}

const isList = (rows: Insert['rows']): rows is readonly object[] => Array.isArray(rows);

/** Rows are sent in pieces of some tens of kilobytes, so a large insert is never one string in memory. */
function* textOf(rows: readonly object[]): Generator<Buffer> {
  for (let at = 0; at < rows.length; at += 256)
    yield Buffer.from(
      rows
        .slice(at, at + 256)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(''),
    );
}

/** Bytes and not text: Node 26.10 waits for ever when text beyond ASCII is piped into a request. */
async function* bytesOf(rows: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of rows) yield typeof piece === 'string' ? Buffer.from(piece) : piece;
}
