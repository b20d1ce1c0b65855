import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { type Clock, systemClock } from '@kolony/kernel';
import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);
const url = z.url();
const header = z
  .string()
  .regex(/^[A-Za-z0-9-]+$/, 'the name of a header')
  .toLowerCase();

/** Every environment variable Kolony reads; this file is the only reader of process.env. */
const Environment = z.object({
  /** PostgreSQL ≥ 15. Unset: the supervisor starts the embedded one and sets it for its children. */
  DATABASE_URL: url.optional(),
  /** ClickHouse over HTTP. Unset: the embedded engine, set by the supervisor for its children. */
  CLICKHOUSE_URL: url.optional(),
  /** Where embedded stores, the spool and demo.json live. Relative to the current directory. */
  KOLONY_DATA_DIR: z.string().min(1).default('.kolony'),
  /** The address every server binds. Unset: loopback only. */
  KOLONY_HOST: z.string().min(1).default('127.0.0.1'),
  BRAND_PORT: port(3000),
  PORTAL_PORT: port(3001),
  TRACKER_PORT: port(3002),
  API_PORT: port(3003),
  /** Health and metrics of the worker. */
  WORKER_PORT: port(3004),
  /** Public origins, for links and redirects. Unset: http://<host>:<port>. */
  BRAND_PUBLIC_URL: url.optional(),
  PORTAL_PUBLIC_URL: url.optional(),
  TRACKER_PUBLIC_URL: url.optional(),
  API_PUBLIC_URL: url.optional(),
  /** What an empty database is filled with at first start. */
  KOLONY_SEED: z.enum(['demo', 'none']).default('demo'),
  /** Key for click tokens and visitor hashes, ≥ 32 bytes in hex. Unset: the supervisor makes one in the data directory. */
  KOLONY_SECRET: z
    .string()
    .regex(/^[0-9a-f]{64,}$/, 'at least 32 bytes in hex')
    .optional(),
  /** The secret before the last rotation: what it signed is still accepted. */
  KOLONY_PREVIOUS_SECRET: z
    .string()
    .regex(/^[0-9a-f]{64,}$/, 'at least 32 bytes in hex')
    .optional(),
  /** Processes that redirect, behind one port. */
  TRACKER_WORKERS: z.coerce.number().int().min(1).max(64).default(1),
  /** Headers in which a proxy in front of the tracker says the visitor's country (ISO 3166-1) and address. Unset: unknown, and the connection's. Set them only where nobody gets past the proxy. */
  TRACKER_COUNTRY_HEADER: header.optional(),
  TRACKER_ADDRESS_HEADER: header.optional(),
  /** The API's rate limits (apps/api/src/rate-limit.ts) times this; 0: none, for benchmarks. */
  API_RATE_LIMIT: z.coerce.number().min(0).max(1_000).default(1),
  /** A file holding a number of milliseconds to add to the clock. Unset (production): the system clock. */
  KOLONY_CLOCK_FILE: z.string().min(1).optional(),
  /** smtp:// or smtps://user:password@host:port. Unset: mails become .eml files under <data dir>/mail. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/./, 'smtp:// or smtps://')
    .optional(),
  /** Who mails are from. */
  MAIL_FROM: z.string().min(3).default('Kolony <no-reply@localhost>'),
  /** Development only: webhooks may go to http(s)://127.0.0.1, [::1] and localhost, on any port. */
  KOLONY_WEBHOOKS_TO_LOOPBACK: z.stringbool().default(false),
});

export interface Config {
  databaseUrl: string | undefined;
  clickhouseUrl: string | undefined;
  dataDir: string;
  host: string;
  ports: { brand: number; portal: number; tracker: number; api: number; worker: number };
  urls: { brand: string; portal: string; tracker: string; api: string };
  seed: 'demo' | 'none';
  secret: string | undefined;
  previousSecret: string | undefined;
  tracker: { workers: number; countryHeader: string | undefined; addressHeader: string | undefined };
  apiRateLimit: number;
  clockFile: string | undefined;
  mail: { smtpUrl: string | undefined; from: string };
  webhooksToLoopback: boolean;
}

/** Reads and validates the environment; throws one Error whose message has a line per wrong variable. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, v]) => v !== undefined && v !== ''));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not valid.\n${lines.join('\n')}`);
  }
  const e = parsed.data;
  const shown = e.KOLONY_HOST === '0.0.0.0' || e.KOLONY_HOST === '::' ? 'localhost' : e.KOLONY_HOST;
  const origin = (given: string | undefined, fallback: number) =>
    (given ?? `http://${shown}:${fallback}`).replace(/\/$/, '');
  return {
    databaseUrl: e.DATABASE_URL,
    clickhouseUrl: e.CLICKHOUSE_URL,
    dataDir: isAbsolute(e.KOLONY_DATA_DIR) ? e.KOLONY_DATA_DIR : resolve(e.KOLONY_DATA_DIR),
    host: e.KOLONY_HOST,
    ports: {
      brand: e.BRAND_PORT,
      portal: e.PORTAL_PORT,
      tracker: e.TRACKER_PORT,
      api: e.API_PORT,
      worker: e.WORKER_PORT,
    },
    urls: {
      brand: origin(e.BRAND_PUBLIC_URL, e.BRAND_PORT),
      portal: origin(e.PORTAL_PUBLIC_URL, e.PORTAL_PORT),
      tracker: origin(e.TRACKER_PUBLIC_URL, e.TRACKER_PORT),
      api: origin(e.API_PUBLIC_URL, e.API_PORT),
    },
    seed: e.KOLONY_SEED,
    secret: e.KOLONY_SECRET,
    previousSecret: e.KOLONY_PREVIOUS_SECRET,
    tracker: {
      workers: e.TRACKER_WORKERS,
      countryHeader: e.TRACKER_COUNTRY_HEADER,
      addressHeader: e.TRACKER_ADDRESS_HEADER,
    },
    apiRateLimit: e.API_RATE_LIMIT,
    clockFile: e.KOLONY_CLOCK_FILE,
    mail: { smtpUrl: e.SMTP_URL, from: e.MAIL_FROM },
    webhooksToLoopback: e.KOLONY_WEBHOOKS_TO_LOOPBACK,
  };
}

/** A server process's view: the stores and the secret must be there. */
export interface ServerConfig extends Config {
  databaseUrl: string;
  clickhouseUrl: string;
  secret: string;
}

export function readServerConfig(env: Record<string, string | undefined> = process.env): ServerConfig {
  const config = readConfig(env);
  const { databaseUrl, clickhouseUrl, secret } = config;
  if (!databaseUrl || !clickhouseUrl || !secret)
    throw new Error(
      'DATABASE_URL, CLICKHOUSE_URL and KOLONY_SECRET must be set for a server process; `npm start` sets them.',
    );
  return { ...config, databaseUrl, clickhouseUrl, secret };
}

/**
 * The process's clock. With `KOLONY_CLOCK_FILE` it is the system clock plus the milliseconds in that file, read again
 * at most every 100 ms: how `npm run clock -- +8d` and the tests let a hold end. Without the file, or once it is gone,
 * it is the system clock.
 */
export function processClock({ clockFile }: Pick<Config, 'clockFile'>): Clock {
  if (!clockFile) return systemClock;
  let offset = 0;
  let checkedAt = 0;
  return {
    now() {
      const real = Date.now();
      if (real - checkedAt >= 100) {
        checkedAt = real;
        // A file that is being written is empty for a moment: what it said before holds.
        const read = Number(textOf(clockFile).trim() || offset);
        if (Number.isSafeInteger(read)) offset = read;
      }
      return new Date(real + offset);
    },
  };
}

/** Of a file that is gone, `0`. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '0';
    throw error;
  }
}
