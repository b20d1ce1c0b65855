import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { expect, test } from 'vitest';
import { startClickhouse } from '../src/index.ts';

const login = { user: 'kolony', password: 'secret' };

async function inDirectory(act: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kolony-clickhouse-'));
  try {
    await act(dataDir);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

const connect = (url: string): ClickHouseClient =>
  createClient({
    url: new URL(url).origin,
    username: login.user,
    password: login.password,
    log: { level: 127 },
  });

async function oneRow(client: ClickHouseClient, query: string): Promise<unknown> {
  return (await (await client.query({ query, format: 'JSONEachRow' })).json())[0];
}

test(
  'kill -9 in a loop of inserts: what was acknowledged is there, and a repeated batch counts once',
  { timeout: 120_000 },
  () =>
    inDirectory(async (dataDir) => {
      let server = await startClickhouse({ dataDir, port: 0, ...login });
      let client = connect(server.url);
      const window = 'SETTINGS non_replicated_deduplication_window = 10000';
      await client.command({
        query: `CREATE TABLE facts (batch UInt64, id UInt64) ENGINE = MergeTree ORDER BY id ${window}`,
      });
      await client.command({
        query: `CREATE TABLE totals (batch UInt64, n UInt64) ENGINE = SummingMergeTree ORDER BY batch ${window}`,
      });
      await client.command({
        query:
          'CREATE MATERIALIZED VIEW facts_totals TO totals AS SELECT batch, count() AS n FROM facts GROUP BY batch',
      });
      let batches = 0;
      const insert = (batch: number) =>
        client.insert({
          table: 'facts',
          values: Array.from({ length: 10 }, (_, row) => ({ batch, id: batch * 10 + row })),
          format: 'JSONEachRow',
          clickhouse_settings: {
            insert_deduplication_token: `batch ${batch}`,
            deduplicate_blocks_in_dependent_materialized_views: 1,
          },
        });
      let unanswered = 0;
      for (let round = 0; round < 6; round++) {
        let killed = false;
        const failed: number[] = [];
        const writers = Array.from({ length: 4 }, async () => {
          while (!killed) {
            const batch = batches++;
            await insert(batch).catch(() => failed.push(batch));
          }
        });
        await sleep(250 + round * 37);
        killed = true;
        process.kill(server.pid, 'SIGKILL');
        expect(await server.exited).toMatchObject({ signal: 'SIGKILL' });
        await Promise.all(writers);
        await client.close();
        server = await startClickhouse({ dataDir, port: 0, ...login });
        client = connect(server.url);
        // Before anything is repeated, every acknowledged batch is there in full.
        const kept = await oneRow(
          client,
          `SELECT count() AS n FROM facts WHERE batch NOT IN (${[-1, ...failed]})`,
        );
        expect(kept).toEqual({ n: (batches - failed.length) * 10 });
        unanswered += failed.length;
        for (const batch of failed) await insert(batch);
      }
      expect(unanswered).toBeGreaterThan(0);
      const facts =
        'SELECT count() AS rows, uniqExact(id) AS ids, (SELECT sum(n) FROM totals) AS totalled FROM facts';
      expect(await oneRow(client, facts)).toEqual({
        rows: batches * 10,
        ids: batches * 10,
        totalled: batches * 10,
      });
      await client.close();
      await server.stop();
    }),
);

test('a block that was killed between its token and its rows is taken when it is sent again', () =>
  inDirectory(async (dataDir) => {
    const first = await startClickhouse({ dataDir, port: 0, ...login });
    const before = connect(first.url);
    const window = 'SETTINGS non_replicated_deduplication_window = 100';
    await before.command({
      query: `CREATE TABLE facts (n UInt64) ENGINE = MergeTree PARTITION BY n ORDER BY n ${window}`,
    });
    const insert = (client: ClickHouseClient, n: number) =>
      client.insert({
        table: 'facts',
        values: [{ n }],
        format: 'JSONEachRow',
        clickhouse_settings: { insert_deduplication_token: `token ${n}` },
      });
    for (const n of [1, 2]) await insert(before, n);
    await before.close();
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    // What the disk looks like then: the token of the second block is in the log, its part is not in place.
    const lost = globSync(join(dataDir, 'engine/store/*/*/2_*_0'));
    expect(lost).toHaveLength(1);
    for (const part of lost) await rm(part, { recursive: true });

    const second = await startClickhouse({ dataDir, port: 0, ...login });
    const after = connect(second.url);
    for (const n of [1, 2]) await insert(after, n);
    expect(await oneRow(after, 'SELECT groupArray(n) AS kept FROM (SELECT n FROM facts ORDER BY n)')).toEqual(
      { kept: [1, 2] },
    );
    await after.close();
    await second.stop();
  }));

test('acknowledged means on disk: every MergeTree table syncs its parts', () =>
  inDirectory(async (dataDir) => {
    const server = await startClickhouse({ dataDir, port: 0, ...login });
    const client = connect(server.url);
    const names = "('fsync_after_insert', 'fsync_part_directory')";
    const synced = `SELECT groupArray(value) AS values FROM system.merge_tree_settings WHERE name IN ${names}`;
    expect(await oneRow(client, synced)).toEqual({ values: ['1', '1'] });
    expect(await oneRow(client, 'SELECT timezone() AS zone')).toEqual({ zone: 'UTC' });
    await client.close();
    await server.stop();
  }));

test('one process per directory; after kill -9 the next one starts and clears what was being uploaded', () =>
  inDirectory(async (dataDir) => {
    const first = await startClickhouse({ dataDir, port: 0, ...login });
    await expect(startClickhouse({ dataDir, port: 0, ...login })).rejects.toThrow('another process is using');
    await writeFile(join(dataDir, 'incoming', 'orphan'), '{}');
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    const second = await startClickhouse({ dataDir, port: 0, ...login });
    expect(await readdir(join(dataDir, 'incoming'))).toEqual([]);
    await second.stop();
  }));

test('a busy port is said plainly', () =>
  inDirectory(async (dataDir) => {
    const first = await startClickhouse({ dataDir: join(dataDir, 'a'), port: 0, ...login });
    const port = Number(new URL(first.url).port);
    await expect(startClickhouse({ dataDir: join(dataDir, 'b'), port, ...login })).rejects.toThrow(
      'EADDRINUSE',
    );
    await first.stop();
  }));

test('SIGTERM lets a running insert finish, and ends with 0', () =>
  inDirectory(async (dataDir) => {
    const server = await startClickhouse({ dataDir, port: 0, ...login });
    const client = connect(server.url);
    await client.command({ query: 'CREATE TABLE slow (n UInt64) ENGINE = MergeTree ORDER BY n' });
    const query =
      'INSERT INTO slow SELECT number + sleepEachRow(0.1) FROM numbers(10) SETTINGS max_block_size = 1';
    const running = client.command({ query });
    await sleep(300);
    const stopped = server.stop();
    await running;
    await stopped;
    expect(await server.exited).toEqual({ code: 0, signal: null });
    await client.close();
  }));

test('the server ends with the process that started it', () =>
  inDirectory(async (dataDir) => {
    const start = JSON.stringify(new URL('../src/index.ts', import.meta.url).href);
    const options = JSON.stringify({ dataDir, port: 0, ...login });
    const script = `const { startClickhouse } = await import(${start});
      console.log((await startClickhouse(${options})).pid);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [printed] = await once(parent.stdout, 'data');
    const pid = Number(String(printed));
    expect(process.kill(pid, 0)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  }));

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
