import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '@kolony/db';
import { startClickhouse } from '@kolony/embedded';
import { freePort, makeDatabase } from '@kolony/testing';
import { openWarehouse } from '@kolony/warehouse';
import { migrateWarehouse } from '@kolony/warehouse/migrate';
import { expect, test } from 'vitest';
import { arrived, enqueueFacts, until, waiting } from './facts.ts';

const ROOT = join(import.meta.dirname, '..');

/** A database, a ClickHouse server of its own that can be killed and started again, and worker processes. */
async function makeWorkerWorld() {
  const database = await makeDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'kolony-worker-'));
  const options = {
    dataDir: join(dataDir, 'clickhouse'),
    port: await freePort(),
    user: 'kolony',
    password: 'secret',
  };
  let clickhouse = await startClickhouse(options);
  const clickhouseUrl = clickhouse.url;
  await migrateWarehouse(clickhouseUrl);
  const db = openDatabase(database.url);
  const warehouse = openWarehouse({ url: clickhouseUrl, surface: 'test' });
  const workers: ChildProcess[] = [];
  return {
    db,
    warehouse,
    async killClickhouse() {
      process.kill(clickhouse.pid, 'SIGKILL');
      await clickhouse.exited;
    },
    async startClickhouse() {
      clickhouse = await startClickhouse(options);
    },
    async startWorker() {
      const port = await freePort();
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'ignore'],
        env: {
          ...process.env,
          NODE_ENV: 'production',
          DATABASE_URL: database.url,
          CLICKHOUSE_URL: clickhouseUrl,
          KOLONY_SECRET: '0'.repeat(64),
          KOLONY_DATA_DIR: dataDir,
          WORKER_PORT: String(port),
        },
      });
      workers.push(child);
      const url = `http://127.0.0.1:${port}`;
      await until('the worker listens', () =>
        fetch(`${url}/healthz`).then(
          (answer) => answer.ok,
          () => false,
        ),
      );
      return { child, url };
    },
    async [Symbol.asyncDispose]() {
      for (const child of workers) {
        if (child.exitCode === null && child.signalCode === null) {
          child.kill('SIGKILL');
          await once(child, 'exit');
        }
      }
      await Promise.all([db.$disconnect(), warehouse.close()]);
      await clickhouse.stop().catch(() => undefined);
      await database[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

test('every fact arrives exactly once while ClickHouse and the worker are killed again and again', {
  timeout: 180_000,
}, async () => {
  await using world = await makeWorkerWorld();
  const second = await world.startWorker();
  let first = await world.startWorker();
  let sent = 0;
  const writing = new AbortController();
  const writer = (async () => {
    while (!writing.signal.aborted) {
      await enqueueFacts(world.db, { from: sent, count: 40 });
      sent += 40;
      await sleep(15);
    }
  })();
  for (const wait of [700, 433, 911]) {
    await sleep(wait);
    await world.killClickhouse();
    await sleep(200);
    await world.startClickhouse();
    await sleep(wait);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    first = await world.startWorker();
  }
  writing.abort();
  await writer;
  await until('the outbox is empty', async () => (await waiting(world.db)) === 0);
  expect(await arrived(world.warehouse)).toEqual({ rows: sent, facts: sent, amount: sent });
  expect(second.child.exitCode).toBeNull(); // it lived through ClickHouse's absence
});

test('says that it is not ready while ClickHouse is away, and drains on SIGTERM', {
  timeout: 120_000,
}, async () => {
  await using world = await makeWorkerWorld();
  const { child, url } = await world.startWorker();
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  await world.killClickhouse();
  await enqueueFacts(world.db, { from: 0, count: 25 });
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('kolony_outbox_rows 25');
  await world.startClickhouse();
  await until('the outbox is empty', async () => (await waiting(world.db)) === 0);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain(
    'kolony_outbox_delivered_rows_total{table="order_events"} 25',
  );
  child.kill('SIGTERM');
  const [code, signal] = await once(child, 'exit');
  expect({ code, signal }).toEqual({ code: 0, signal: null });
});
