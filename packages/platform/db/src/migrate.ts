import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { onePool } from './engine-adapter.ts';
import {
  FILTERS,
  migrationList,
  migrations,
  openSchemaEngine,
  type PrismaFolder,
  schemaFiles,
} from './schema-engine.ts';

const PRISMA: PrismaFolder = { root: resolve(import.meta.dirname, '../../../../prisma') };

/** One number for "somebody is migrating this database". */
const LOCK = 7_166_002_611;

/**
 * Brings a database up to date and returns the names of the migrations it applied. Two processes may ask at once: the
 * second waits. A database that has everything already is asked one question.
 */
export async function migratePostgres(url: string, folder = PRISMA): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const pending = await pendingOn(client, folder);
    if (pending.length === 0) return [];
    await apply(url, folder, pending);
    return pending;
  } finally {
    await client.end();
  }
}

/**
 * Each migration and its line in Prisma's own table are one transaction: after a failure or a kill -9 in the middle it
 * is as if it had not begun, and the next start applies it. So a migration must not contain BEGIN, COMMIT or what
 * PostgreSQL refuses inside a transaction (CREATE INDEX CONCURRENTLY).
 */
async function apply(url: string, folder: PrismaFolder, pending: readonly string[]): Promise<void> {
  const pool = onePool(url);
  try {
    await pool.query(HISTORY);
    for (const name of pending) {
      await pool.query('BEGIN');
      const engine = await openSchemaEngine(folder, pool);
      try {
        await engine.applyMigrations({ migrationsList: migrationList(folder, name), filters: FILTERS });
        await pool.query('COMMIT');
      } finally {
        engine.free();
      }
    }
  } finally {
    await pool.end(); // An open transaction ends with its connection: rolled back.
  }
}

/** Prisma's table word for word: looked for when it is missing, it would be an error that ends the transaction. */
const HISTORY = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/** Throws when a migration that was applied has another content now: it must be undone by a new one, not edited. */
async function pendingOn(client: Client, folder: PrismaFolder): Promise<string[]> {
  const { rows: tables } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
  );
  const all = migrations(folder);
  if (!tables[0]?.there) return all.map(({ name }) => name);
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  for (const { name, sql } of all) {
    const checksum = applied.get(name);
    if (checksum !== undefined && checksum !== createHash('sha256').update(sql).digest('hex'))
      throw new Error(
        `Migration ${name} was applied with another content. Restore its file and add a new migration.`,
      );
  }
  return all.filter(({ name }) => !applied.has(name)).map(({ name }) => name);
}

/** The SQL that would bring a database with all migrations to the schema files; '' when there is no drift. Needs the right to create a database. */
export async function checkDrift(url: string, folder = PRISMA): Promise<string> {
  const shadow = `shadow_${randomBytes(6).toString('hex')}`;
  const admin = new Client({ connectionString: url });
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${shadow}`);
    const shadowUrl = new URL(url);
    shadowUrl.pathname = `/${shadow}`;
    await migratePostgres(shadowUrl.href, folder);
    return await diff(shadowUrl.href, folder);
  } finally {
    await admin.query(`DROP DATABASE IF EXISTS ${shadow} WITH (FORCE)`);
    await admin.end();
  }
}

async function diff(url: string, folder: PrismaFolder): Promise<string> {
  const pool = onePool(url);
  const engine = await openSchemaEngine(folder, pool);
  try {
    const files = schemaFiles(folder);
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: folder.root },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: FILTERS,
    });
    const sql = stdout ?? '';
    return sql.includes('This is an empty migration') ? '' : sql.trim();
  } finally {
    engine.free();
    await pool.end();
  }
}

/** Writes a standard Prisma migration with what the schema files changed, and returns its file; hand-written SQL goes below it. */
export async function createMigration(url: string, name: string, folder = PRISMA): Promise<string> {
  const sql = await checkDrift(url, folder);
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const dir = join(folder.root, 'migrations', `${stamp}_${name.replace(/\W+/g, '_').toLowerCase()}`);
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'migration.sql');
  writeFileSync(file, `${sql || '-- The schema files ask for nothing here.'}\n`);
  return file;
}
