import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { makeDatabase } from '@kolony/testing';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { checkDrift, createMigration, migratePostgres } from '../src/migrate.ts';

const SCHEMA =
  'datasource db {\n  provider = "postgresql"\n}\n\nmodel Thing {\n  id   Int @id\n  size Int\n}\n';
/** What cutting at semicolons would tear apart: a comment and a function body. */
const GUARD = `
-- Sizes only grow; nobody shrinks a thing.
CREATE FUNCTION grow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.size < OLD.size THEN RAISE EXCEPTION 'shrunk; refused'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER grow BEFORE UPDATE ON "Thing" FOR EACH ROW EXECUTE FUNCTION grow();
`;

/** An empty database and a folder of Prisma files, neither of them the product's. */
async function makeWorld() {
  const template = await makeDatabase();
  const root = await mkdtemp(join(tmpdir(), 'kolony-prisma-'));
  const name = `migrate_${root.slice(-6).toLowerCase().replace(/\W/g, '_')}_${process.pid}`;
  await query(template.url, `CREATE DATABASE ${name}`);
  const address = new URL(template.url);
  address.pathname = `/${name}`;
  await mkdir(join(root, 'schema'));
  await mkdir(join(root, 'migrations'));
  await writeFile(join(root, 'schema', 'thing.prisma'), SCHEMA);
  await writeFile(join(root, 'migrations', 'migration_lock.toml'), 'provider = "postgresql"\n');
  return {
    url: address.href,
    root,
    async write(migration: string, sql: string) {
      await mkdir(join(root, 'migrations', migration), { recursive: true });
      await writeFile(join(root, 'migrations', migration, 'migration.sql'), sql);
    },
    async [Symbol.asyncDispose]() {
      await query(template.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await template[Symbol.asyncDispose]();
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('a migration is written from the schema, takes hand-written SQL, and ends the drift', async () => {
  await using world = await makeWorld();
  expect(await checkDrift(world.url, world)).toContain('CREATE TABLE "Thing"');
  const file = await createMigration(world.url, 'things', world);
  expect(file).toMatch(/migrations\/\d{14}_things\/migration\.sql$/);
  await writeFile(file, (await readFile(file, 'utf8')) + GUARD);
  expect(await migratePostgres(world.url, world)).toHaveLength(1);
  expect(await checkDrift(world.url, world)).toBe('');
  await query(world.url, 'INSERT INTO "Thing" VALUES (1, 5)');
  await expect(query(world.url, 'UPDATE "Thing" SET size = 4')).rejects.toThrow('shrunk; refused');
  const shadows = await query(world.url, "SELECT datname FROM pg_database WHERE datname LIKE 'shadow%'");
  expect(shadows).toEqual([]);
});

test('a second call applies nothing, and of two at once one applies', async () => {
  await using world = await makeWorld();
  await world.write('20260101000000_things', 'CREATE TABLE "Thing" (id int PRIMARY KEY, size int NOT NULL);');
  const [a, b] = await Promise.all([migratePostgres(world.url, world), migratePostgres(world.url, world)]);
  expect([...a, ...b]).toEqual(['20260101000000_things']);
  const began = performance.now();
  expect(await migratePostgres(world.url, world)).toEqual([]);
  expect(performance.now() - began).toBeLessThan(1_000);
});

test('an edited migration is refused', async () => {
  await using world = await makeWorld();
  await world.write('20260101000000_a', 'CREATE TABLE a (id int);');
  await migratePostgres(world.url, world);
  await world.write('20260101000000_a', 'CREATE TABLE a (id bigint);');
  await expect(migratePostgres(world.url, world)).rejects.toThrow('20260101000000_a');
});

test('a migration that fails leaves nothing, keeps the ones before it, and applies when it is mended', async () => {
  await using world = await makeWorld();
  await world.write('20260101000000_a', 'CREATE TABLE a (id int);');
  await world.write('20260102000000_b', 'CREATE TABLE b (id int);\nSELECT 1 / 0;');
  await expect(migratePostgres(world.url, world)).rejects.toThrow('division by zero');
  expect(await query(world.url, "SELECT to_regclass('a')::text AS a, to_regclass('b')::text AS b")).toEqual([
    { a: 'a', b: null },
  ]);
  await world.write('20260102000000_b', 'CREATE TABLE b (id int);');
  expect(await migratePostgres(world.url, world)).toEqual(['20260102000000_b']);
});

test('kill -9 in the middle of a migration: the next start applies it', async () => {
  await using world = await makeWorld();
  await world.write('20260101000000_slow', 'CREATE TABLE slow (id int);\nSELECT pg_sleep(2);');
  const module = pathToFileURL(join(import.meta.dirname, '../src/migrate.ts')).href;
  const code = `(await import(${JSON.stringify(module)})).migratePostgres(${JSON.stringify(world.url)}, ${JSON.stringify({ root: world.root })})`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' });
  const sleeping =
    "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(2)%' AND state = 'active' AND pid <> pg_backend_pid()";
  for (let i = 0; i < 400 && (await query(world.url, sleeping)).length === 0; i++) await sleep(25);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await query(world.url, "SELECT to_regclass('slow')::text AS slow")).toEqual([{ slow: null }]);
  expect(await migratePostgres(world.url, world)).toEqual(['20260101000000_slow']);
});

test('the product’s own schema and migrations agree', async () => {
  await using database = await makeDatabase();
  expect(await checkDrift(database.url)).toBe('');
  expect((await readdir(join(import.meta.dirname, '../../../../prisma/migrations'))).length).toBeGreaterThan(
    1,
  );
});
