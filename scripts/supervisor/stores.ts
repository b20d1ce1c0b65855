import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '@kolony/config';
import { startClickhouse, startPostgres } from '@kolony/embedded';
import { Client } from 'pg';
import { Refusal } from '../bootstrap/preflight.mjs';
import type { Running } from './keep-running.ts';
import { lockHolder } from './lock.ts';
import { storeAddressOf, writePrivate } from './private-state.ts';
import type { Supervisor } from './supervisor.ts';

export interface StoreUrls {
  databaseUrl: string;
  clickhouseUrl: string;
}

/** Starts and keeps the embedded stores; one that the environment names instead is only asked whether it answers. */
export async function openStores(supervisor: Supervisor, config: Config): Promise<StoreUrls> {
  const [databaseUrl, clickhouseUrl] = await Promise.all([
    config.databaseUrl
      ? answering(config.databaseUrl, asksPostgres)
      : keepPostgres(supervisor, config.dataDir),
    config.clickhouseUrl
      ? answering(config.clickhouseUrl, asksClickhouse)
      : keepClickhouse(supervisor, config.dataDir),
  ]);
  writePrivate(urlsFile(config.dataDir), JSON.stringify({ databaseUrl, clickhouseUrl }));
  return { databaseUrl, clickhouseUrl };
}

const urlsFile = (dataDir: string) => join(dataDir, 'store-urls.json');

/** The stores of the supervisor that runs on this data directory; undefined when none runs or it is not that far. */
export function runningStores({ dataDir }: Config): StoreUrls | undefined {
  const file = urlsFile(dataDir);
  if (!lockHolder(dataDir) || !existsSync(file)) return undefined;
  const { databaseUrl, clickhouseUrl } = JSON.parse(readFileSync(file, 'utf8'));
  return typeof databaseUrl === 'string' && typeof clickhouseUrl === 'string'
    ? { databaseUrl, clickhouseUrl }
    : undefined;
}

async function keepPostgres(supervisor: Supervisor, dataDir: string): Promise<string> {
  const { postgresPort: port } = await addresses(dataDir);
  let url = '';
  const start = async (log: (line: string) => void): Promise<Running> => {
    const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres'), port, log });
    url = postgres.url;
    return { pid: postgres.pid, exited: gone(postgres.exited), stop: once(() => postgres.stop()) };
  };
  await firstStart('postgres', supervisor, () => supervisor.keepStore('postgres', start));
  return url;
}

async function keepClickhouse(supervisor: Supervisor, dataDir: string): Promise<string> {
  const { clickhousePort: port, clickhousePassword: password } = await addresses(dataDir);
  let url = '';
  const start = async (log: (line: string) => void): Promise<Running> => {
    const options = { dataDir: join(dataDir, 'clickhouse'), port, user: 'kolony', password, log };
    const clickhouse = await startClickhouse(options);
    url = clickhouse.url;
    return { pid: clickhouse.pid, exited: gone(clickhouse.exited), stop: once(() => clickhouse.stop()) };
  };
  await firstStart('clickhouse', supervisor, () => supervisor.keepStore('clickhouse', start));
  return url;
}

/** Both stores ask for the addresses at once; they are chosen once per process and directory. */
const chosen = new Map<string, ReturnType<typeof storeAddressOf>>();
function addresses(dataDir: string): ReturnType<typeof storeAddressOf> {
  const known = chosen.get(dataDir) ?? storeAddressOf(dataDir);
  chosen.set(dataDir, known);
  return known;
}

const gone = (exited: Promise<unknown>) =>
  exited.then(
    () => 'process gone',
    () => 'process gone',
  );

/** A first start that fails is a foreseen failure: the stores say in words what they lack. */
async function firstStart<T>(name: string, supervisor: Supervisor, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    supervisor.signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(
      `the embedded ${name} does not start: ${reason}`,
      `Its log: ${supervisor.log(name).path}`,
    );
  }
}

function once(stop: () => Promise<unknown>): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  return () => {
    stopped ??= stop().then(() => undefined);
    return stopped;
  };
}

async function answering(url: string, ask: (url: string) => Promise<void>): Promise<string> {
  try {
    await ask(url);
    return url;
  } catch (error) {
    const { host, pathname } = new URL(url);
    const variable = ask === asksPostgres ? 'DATABASE_URL' : 'CLICKHOUSE_URL';
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new Refusal(
      `${variable} (${host}${pathname}) does not answer: ${reason}.`,
      `Start that server, mend ${variable}, or unset it to use the embedded store.`,
    );
  }
}

async function asksPostgres(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('SELECT 1');
  } finally {
    await client.end();
  }
}

async function asksClickhouse(url: string): Promise<void> {
  const response = await fetch(new URL('/ping', withoutLogin(url)), { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
}

/** fetch refuses a URL that carries a login. */
function withoutLogin(url: string): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare;
}
