import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Database, openDatabase } from '@kolony/db';
import { makeDatabase, makeWarehouse } from '@kolony/testing';
import { openWarehouse, type Warehouse } from '@kolony/warehouse';
import { expect, test } from 'vitest';
import { deliverOutbox } from '../src/deliver-outbox.ts';
import { openCounters } from '../src/metrics.ts';
import { arrived, enqueueFacts, waiting } from './facts.ts';

const quiet = { info() {}, error() {} };
const round = (db: Database, warehouse: Warehouse) =>
  deliverOutbox({ db, warehouse, counters: openCounters(), log: quiet });

async function makeStores() {
  const [database, clickhouse] = await Promise.all([makeDatabase(), makeWarehouse()]);
  const db = openDatabase(database.url);
  const warehouse = openWarehouse({ url: clickhouse.url, surface: 'test' });
  return {
    db,
    warehouse,
    clickhouseUrl: clickhouse.url,
    async [Symbol.asyncDispose]() {
      await Promise.all([db.$disconnect(), warehouse.close()]);
      await Promise.all([database[Symbol.asyncDispose](), clickhouse[Symbol.asyncDispose]()]);
    },
  };
}

test('what a transaction wrote arrives, and a second round has nothing to do', async () => {
  await using stores = await makeStores();
  await enqueueFacts(stores.db, { from: 0, count: 7 });
  expect(await round(stores.db, stores.warehouse)).toBe(7);
  expect(await round(stores.db, stores.warehouse)).toBe(0);
  expect(await arrived(stores.warehouse)).toEqual({ rows: 7, facts: 7, amount: 7 });
  expect(await waiting(stores.db)).toBe(0);
});

test('an insert whose answer was lost is sent again and counts once', async () => {
  await using stores = await makeStores();
  await using proxy = await dropAnswers(stores.clickhouseUrl, 2);
  const behind = openWarehouse({ url: proxy.url, surface: 'test' });
  await enqueueFacts(stores.db, { from: 0, count: 300 });
  let failures = 0;
  for (let i = 0; i < 10 && (await waiting(stores.db)) > 0; i++) {
    await round(stores.db, behind).catch(() => {
      failures += 1;
    });
    // Facts that come in between must not change what the batch holds.
    if (i < 3) await enqueueFacts(stores.db, { from: 300 + i * 10, count: 10 });
  }
  await behind.close();
  expect({ dropped: proxy.dropped(), failed: failures > 0, waiting: await waiting(stores.db) }).toEqual({
    dropped: 2,
    failed: true,
    waiting: 0,
  });
  const { rows, facts } = await arrived(stores.warehouse);
  expect(rows).toBe(facts);
  expect(rows).toBeGreaterThanOrEqual(320);
});

test('deliverers that meet share the work and repeat none of it', async () => {
  await using stores = await makeStores();
  await enqueueFacts(stores.db, { from: 0, count: 2_000 });
  const counts = await Promise.all(Array.from({ length: 4 }, () => round(stores.db, stores.warehouse)));
  expect(counts.reduce((a, b) => a + b, 0)).toBe(2_000);
  expect(await arrived(stores.warehouse)).toEqual({ rows: 2_000, facts: 2_000, amount: 2_000 });
});

/** A proxy that lets inserts through and breaks the connection instead of passing on the first `count` answers. */
async function dropAnswers(target: string, count: number) {
  const upstream = new URL(target);
  let dropped = 0;
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', upstream.origin);
    const answer = await fetch(url, {
      method: request.method ?? 'GET',
      headers: { authorization: request.headers.authorization ?? '' },
      ...(request.method === 'POST' ? { body: await bodyOf(request) } : {}),
    });
    const text = await answer.text();
    if (answer.ok && dropped < count && /INSERT INTO/i.test(url.searchParams.get('query') ?? '')) {
      dropped += 1;
      request.socket.destroy();
      return;
    }
    response
      .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
      .end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    dropped: () => dropped,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
