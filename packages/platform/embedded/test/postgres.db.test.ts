import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPostgres } from '../src/index.ts';

let dataDir: string;
let port: number;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'kolony-pg-'));
  const { chmod } = await import('node:fs/promises');
  await chmod(dataDir, 0o755);
  port = await new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

describe('embedded PostgreSQL', () => {
  test('starts empty, is durable, asks for a password, listens on loopback, stops and starts again', async () => {
    const first = await startPostgres({ dataDir, port });
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
    await connected(first.url, async (client) => {
      expect((await client.query('SHOW server_version')).rows[0].server_version).toMatch(/^18/);
      expect((await client.query('SHOW synchronous_commit')).rows[0].synchronous_commit).toBe('on');
      expect((await client.query('SHOW listen_addresses')).rows[0].listen_addresses).toBe('127.0.0.1');
      await client.query('CREATE TABLE kept AS SELECT 1 AS n');
    });
    await expect(
      connected(first.url.replace(/:[0-9a-f]{48}@/, ':wrong@'), async () => undefined),
    ).rejects.toThrow('password');
    await first.stop();
    const second = await startPostgres({ dataDir, port });
    expect(second.url).toBe(first.url);
    await connected(second.url, async (client) =>
      expect((await client.query('SELECT n FROM kept')).rows).toEqual([{ n: 1 }]),
    );
    await second.stop();
  }, 60_000);

  test('kill -9 in a loop of commits, twice: every acknowledged row is there after the restart', async () => {
    let acknowledged = 0;
    for (let round = 0; round < 2; round++) {
      const server = await startPostgres({ dataDir, port });
      await connected(server.url, (client) => client.query('CREATE TABLE IF NOT EXISTS rows (n int)'));
      const writer = connected(server.url, async (client) => {
        for (;;) {
          await client.query('INSERT INTO rows VALUES ($1)', [acknowledged]);
          acknowledged += 1;
        }
      }).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 400));
      process.kill(server.pid, 'SIGKILL');
      await Promise.all([writer, server.exited]);
      expect(await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8')).toBeTruthy();
    }
    const server = await startPostgres({ dataDir, port });
    const { rows } = await connected(server.url, (client) =>
      client.query('SELECT count(DISTINCT n)::int AS n FROM rows'),
    );
    // One more than acknowledged may have been written: its answer was on the way.
    expect(rows[0].n).toBeGreaterThanOrEqual(acknowledged);
    expect(acknowledged).toBeGreaterThan(20);
    await server.stop();
  }, 60_000);

  test('a server that outlived its supervisor is ended before the next start', async () => {
    const orphan = await startPostgres({ dataDir, port });
    const next = await startPostgres({ dataDir, port });
    await orphan.exited;
    await connected(next.url, async (client) =>
      expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]),
    );
    await next.stop();
  }, 60_000);
});
