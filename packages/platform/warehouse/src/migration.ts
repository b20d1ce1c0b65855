import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KolonyError } from '@kolony/kernel';

export interface Migration {
  number: number;
  /** Without number and extension. */
  name: string;
  /** Of the file as it is, before anything is put in. */
  sha256: string;
  sql: string;
}

/** The files NNNN_name.sql of a directory by number. Throws for another name or a number that is there twice. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort();
  const migrations: Migration[] = [];
  for (const file of files) {
    const [, number, name] = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file) ?? [];
    if (!number || !name || migrations.some((other) => other.number === Number(number)))
      throw new KolonyError('warehouse/migration_misnamed', 'internal', { file });
    const sql = await readFile(join(directory, file), 'utf8');
    migrations.push({
      number: Number(number),
      name,
      sha256: createHash('sha256').update(sql).digest('hex'),
      sql,
    });
  }
  return migrations;
}

/** The statements of a migration, for one server or for a cluster. A statement ends with a semicolon at a line's end. */
export function statementsOf(sql: string, cluster: string | undefined): string[] {
  // A comment may end with a semicolon too. One behind code goes only when no quote follows it: it may be in a text.
  return fill(sql.replaceAll(/^\s*--.*$|--[^'\n]*$/gm, ''), cluster)
    .split(/;[ \t]*$/m)
    .map((statement) => statement.trim())
    .filter(Boolean);
}

/** `{{on_cluster}}` and `{{engine:ReplacingMergeTree(version)}}`. Throws for another placeholder. */
export function fill(sql: string, cluster: string | undefined): string {
  return sql.replaceAll(/\{\{([^}]*)\}\}/g, (placeholder, word: string) => {
    if (word === 'on_cluster') return cluster ? ` ON CLUSTER '${cluster.replaceAll(/['\\]/g, '\\$&')}'` : '';
    // Path and replica name are the servers' own defaults.
    if (word.startsWith('engine:')) return (cluster ? 'Replicated' : '') + word.slice('engine:'.length);
    throw new KolonyError('warehouse/migration_placeholder', 'internal', { placeholder });
  });
}
