import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeWarehouse } from '@kolony/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openWarehouse } from '../src/index.ts';
import { migrateWarehouse } from '../src/migrate.ts';

/** A directory of migrations and the URL of a database that does not exist yet. */
async function newWorld() {
  const database = await makeWarehouse();
  const url = new URL(database.url);
  url.pathname += '_own';
  const directory = await mkdtemp(join(tmpdir(), 'kolony-migrations-'));
  return {
    migrate: () => migrateWarehouse(url.href, directory),
    write: (file: string, sql: string) => writeFile(join(directory, file), sql),
    warehouse: openWarehouse({ url: url.href, surface: 'test' }),
    async [Symbol.asyncDispose]() {
      await this.warehouse.close();
      const beside = openWarehouse({ url: database.url, surface: 'test' });
      await beside.command(`DROP DATABASE IF EXISTS ${url.pathname.slice(1)}`);
      await beside.close();
      await database[Symbol.asyncDispose]();
      await rm(directory, { recursive: true });
    },
  };
}

const create = (table: string) =>
  `CREATE TABLE IF NOT EXISTS ${table} {{on_cluster}} (x UInt8)\nENGINE = {{engine:MergeTree}} ORDER BY x;\n`;

test('makes the database, runs what is new in order, and nothing twice', async () => {
  await using world = await newWorld();
  await world.write('0002_second.sql', `${create('b')}${create('c')}INSERT INTO a VALUES (1);\n`);
  await world.write('0001_first.sql', create('a'));
  expect(await world.migrate()).toEqual(['0001_first', '0002_second']);
  expect(await world.migrate()).toEqual([]);
  await world.write('0003_third.sql', 'INSERT INTO a VALUES (2);');
  expect(await world.migrate()).toEqual(['0003_third']);
  const row = z.object({ x: z.number() });
  expect(await world.warehouse.query({ name: 'a', sql: 'SELECT x FROM a ORDER BY x', row })).toEqual([
    { x: 1 },
    { x: 2 },
  ]);
});

test('an applied file that was changed is an error, and nothing runs', async () => {
  await using world = await newWorld();
  await world.write('0001_first.sql', create('a'));
  await world.migrate();
  await world.write('0001_first.sql', create('other'));
  await world.write('0002_second.sql', create('b'));
  await expect(world.migrate()).rejects.toMatchObject({
    code: 'warehouse/migration_changed',
    facts: { migration: '0001_first' },
  });
  const row = z.object({ name: z.string() });
  const tables = await world.warehouse.query({ name: 'tables', sql: 'SHOW TABLES', row });
  expect(tables.map(({ name }) => name)).toEqual(['_migrations', 'a']);
});

test('one that failed half-way is not recorded and runs again', async () => {
  await using world = await newWorld();
  await world.write('0001_first.sql', `${create('a')}CREATE NONSENSE;\n${create('b')}`);
  await expect(world.migrate()).rejects.toMatchObject({
    code: 'warehouse/query_failed',
    facts: { code: 62 },
  });
  await world.write('0001_first.sql', `${create('a')}${create('b')}`);
  expect(await world.migrate()).toEqual(['0001_first']);
});

test.each(['1_short.sql', '0001_Upper.sql', '0001-dash.sql'])(
  '%s is no name for a migration',
  async (file) => {
    await using world = await newWorld();
    await world.write(file, create('a'));
    await expect(world.migrate()).rejects.toMatchObject({
      code: 'warehouse/migration_misnamed',
      facts: { file },
    });
  },
);
