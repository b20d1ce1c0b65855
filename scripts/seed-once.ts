import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, processClock } from '@kolony/config';
import { Client } from 'pg';
import { writeDemo } from './demo-file.ts';
import type { StoreUrls } from './supervisor/stores.ts';

const unfinished = (dataDir: string) => join(dataDir, 'seed-unfinished');

/**
 * A first start that was killed while it seeded leaves half a demo. Nothing else can be in the embedded stores then,
 * since the servers start after the seed: they are emptied and made again. Call before the stores start.
 */
export function dropUnfinishedSeed(config: Config): boolean {
  if (!existsSync(unfinished(config.dataDir)) || config.databaseUrl || config.clickhouseUrl) return false;
  for (const part of ['postgres', 'clickhouse', 'spool', 'site-spool', 'demo.json', 'seed-unfinished'])
    rmSync(join(config.dataDir, part), { recursive: true, force: true });
  return true;
}

export interface SeedOnce {
  config: Config;
  stores: StoreUrls;
  /** The key of the click tokens. */
  secret: string;
  progress(line: string): void;
}

/** Fills a database without any brand with the demo and writes demo.json. Answers whether it did. */
export async function seedOnce({ config, stores, secret, progress }: SeedOnce): Promise<boolean> {
  if (config.seed === 'none' || !(await hasNoBrand(stores.databaseUrl))) return false;
  writeFileSync(unfinished(config.dataDir), '');
  const { seedDemo } = await import('@kolony/scenarios');
  const { urls } = config;
  const manifest = await seedDemo({ ...stores, secret, urls, clock: processClock(config), progress });
  writeDemo(config.dataDir, manifest);
  rmSync(unfinished(config.dataDir));
  return true;
}

async function hasNoBrand(databaseUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ empty: boolean }>(
      'SELECT NOT EXISTS (SELECT FROM brands) AS empty',
    );
    return rows[0]?.empty === true;
  } finally {
    await client.end();
  }
}
