import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { freePort, makeDatabase, makeWarehouse, startProcess } from '../src/index.ts';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('databases made at once are migrated, apart, and gone when disposed, open connections or not', async () => {
  const made = await Promise.all([makeDatabase(), makeDatabase(), makeDatabase()]);
  const [first, second] = made;
  await ask(first.url, 'CREATE TABLE only_here (id int)');
  const there =
    "SELECT to_regclass('only_here')::text AS mine, to_regclass('ledger_accounts')::text AS migrated";
  expect(await ask(first.url, there)).toEqual([{ mine: 'only_here', migrated: 'ledger_accounts' }]);
  expect(await ask(second.url, there)).toEqual([{ mine: null, migrated: 'ledger_accounts' }]);
  const open = new Client({ connectionString: first.url });
  open.on('error', () => undefined);
  await open.connect();
  await Promise.all(made.map((database) => database[Symbol.asyncDispose]()));
  await expect(ask(first.url, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
});

test('a warehouse is gone when disposed', async () => {
  const warehouse = await makeWarehouse();
  const { username, password, origin, pathname } = new URL(warehouse.url);
  const headers = { 'x-clickhouse-user': username, 'x-clickhouse-key': password };
  const count = async () =>
    (
      await fetch(origin, {
        method: 'POST',
        headers,
        body: `SELECT count() FROM system.databases WHERE name = '${pathname.slice(1)}'`,
      })
    ).text();
  expect(Number(await count())).toBe(1);
  await warehouse[Symbol.asyncDispose]();
  expect(Number(await count())).toBe(0);
});

test('a process is awaited, drains on stop, dies on kill -9, and one that ends early says what it printed', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'kolony-process-'));
  try {
    const entry = join(dir, 'server.mjs');
    await writeFile(
      entry,
      `import { createServer } from 'node:http';
       if (!process.env.PORT) throw new Error('no port was given');
       createServer((_, response) => response.end('ok')).listen(Number(process.env.PORT), '127.0.0.1');
       process.on('SIGTERM', () => { console.log('drained'); process.exit(0); });`,
    );
    const start = async () => {
      const port = await freePort();
      return startProcess({
        entry,
        env: { PORT: String(port) },
        readyUrl: `http://127.0.0.1:${port}/readyz`,
      });
    };
    await using drained = await start();
    await drained.stop();
    expect(drained.output()).toContain('drained');
    await using killed = await start();
    await killed.kill9();
    expect(killed.output()).not.toContain('drained');
    await expect(startProcess({ entry, env: {}, readyUrl: 'http://127.0.0.1:1/readyz' })).rejects.toThrow(
      'no port was given',
    );
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
