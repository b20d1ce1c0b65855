import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { Pool } from 'pg';
import { engineAdapter } from './engine-adapter.ts';

/** Where Prisma's files are: `schema/*.prisma` and `migrations/<name>/migration.sql`. */
export interface PrismaFolder {
  root: string;
}

let loaded: Promise<void> | undefined;

/**
 * Prisma's own schema engine, as WebAssembly from npm: migrations stay standard Prisma migrations, and no binary has to
 * be fetched from a CDN that many networks cannot reach.
 */
async function load(): Promise<void> {
  const bindings = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = readFileSync(join(dirname(bindings), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...wasm } });
  wasm.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
}

/** An engine on the pool's one connection; free it with `engine.free()`. */
export async function openSchemaEngine({ root }: PrismaFolder, pool: Pool): Promise<wasm.SchemaEngine> {
  loaded ??= load();
  await loaded;
  const adapter = bindMigrationAwareSqlAdapterFactory(engineAdapter(pool));
  return wasm.SchemaEngine.new(
    { datamodels: schemaFiles({ root }).map(({ path, content }) => [path, content]) },
    () => undefined,
    adapter,
  );
}

export const FILTERS = { externalTables: [], externalEnums: [] };

export function schemaFiles({ root }: PrismaFolder): { path: string; content: string }[] {
  const dir = join(root, 'schema');
  return readdirSync(dir)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => ({ path: join(dir, name), content: readFileSync(join(dir, name), 'utf8') }));
}

export interface Migration {
  name: string;
  sql: string;
}

/** In the order they are applied. */
export function migrations({ root }: PrismaFolder): Migration[] {
  const dir = join(root, 'migrations');
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: readFileSync(join(dir, name, 'migration.sql'), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Up to and including the one named `last`, or all. */
export function migrationList({ root }: PrismaFolder, last?: string) {
  const wanted = migrations({ root }).filter(({ name }) => last === undefined || name <= last);
  return {
    baseDir: join(root, 'migrations'),
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(join(root, 'migrations', 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: wanted.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } },
    })),
  };
}
