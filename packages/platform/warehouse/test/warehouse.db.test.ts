import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, makeWarehouse } from '@kolony/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openWarehouse, type Warehouse, whileWanted } from '../src/index.ts';

let database: Awaited<ReturnType<typeof makeWarehouse>>;
let warehouse: Warehouse;

beforeAll(async () => {
  database = await makeWarehouse();
  warehouse = openWarehouse({ url: database.url, surface: 'test' });
  const window = 'SETTINGS non_replicated_deduplication_window = 100';
  await warehouse.command(
    `CREATE TABLE notes (id UInt32, text String, at DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY id ${window}`,
  );
  await warehouse.command(
    `CREATE TABLE sums (day Date, n UInt64) ENGINE = SummingMergeTree ORDER BY day ${window}`,
  );
  await warehouse.command(
    'CREATE MATERIALIZED VIEW notes_sums TO sums AS SELECT toDate(at) AS day, count() AS n FROM notes GROUP BY day',
  );
});

afterAll(async () => {
  await warehouse?.close();
  await database?.[Symbol.asyncDispose]();
});

const Count = z.object({ notes: z.coerce.number(), summed: z.coerce.number() });
const counts = () =>
  warehouse.query({
    name: 'counts',
    sql: 'SELECT (SELECT count() FROM notes) AS notes, (SELECT sum(n) FROM sums) AS summed',
    row: Count,
  });
const at = new Date('2026-11-23T10:11:12.345Z');

test('rows go in by object and come out parsed; a token counts once, in the rollup too', async () => {
  const text = `it's "雪"; \\ \n`;
  const rows = Array.from({ length: 5_000 }, (_, id) => ({ id, text: text + id, at }));
  await warehouse.insert({ table: 'notes', rows: [] });
  for (const token of ['a', 'a', 'b']) await warehouse.insert({ table: 'notes', rows, token });
  expect(await counts()).toEqual([{ notes: 10_000, summed: 10_000 }]);
  const found = await warehouse.query({
    name: 'found',
    brandId: 'brd_1',
    sql: 'SELECT id, toUnixTimestamp64Milli(at) AS at FROM notes WHERE text = {text:String} AND at >= {at:DateTime64(3)} LIMIT 1',
    params: { text: `${text}7`, at },
    row: z.object({ id: z.number(), at: z.coerce.number() }),
  });
  expect(found).toEqual([{ id: 7, at: at.getTime() }]);
});

test('rows already in text are sent as they come', async () => {
  await warehouse.command('CREATE TABLE lines (id UInt32, text String) ENGINE = MergeTree ORDER BY id');
  const pieces = async function* () {
    yield '{"id":1,"te';
    yield Buffer.from('xt":"雪"}\n{"id":2,"text":"b"}\n');
  };
  await warehouse.insert({ table: 'lines', rows: pieces() });
  const row = z.object({ id: z.number(), text: z.string() });
  expect(await warehouse.query({ name: 'lines', sql: 'SELECT * FROM lines ORDER BY id', row })).toEqual([
    { id: 1, text: '雪' },
    { id: 2, text: 'b' },
  ]);
});

test('every query says who asks, and is bounded', async () => {
  const sql =
    "SELECT getSetting('log_comment') AS comment, getSetting('max_execution_time') AS seconds, getSetting('max_memory_usage') AS bytes";
  const row = z.object({ comment: z.string(), seconds: z.number(), bytes: z.coerce.number() });
  const [asked] = await warehouse.query({ name: 'who', brandId: 'brd_1', sql, row, timeout: 5 });
  expect({ ...asked, comment: JSON.parse(asked?.comment ?? '') }).toEqual({
    comment: { surface: 'test', name: 'who', brandId: 'brd_1' },
    seconds: 5,
    bytes: 2 * 1024 ** 3,
  });
});

const nothing = { name: 'x', row: z.unknown() };

test.each([
  [
    'a query that writes',
    () => warehouse.query({ ...nothing, sql: 'INSERT INTO lines VALUES (9, 9)' }),
    { code: 164, type: 'READONLY' },
  ],
  [
    'a table that is not there',
    () => warehouse.query({ ...nothing, sql: 'SELECT * FROM nowhere' }),
    { code: 60, type: 'UNKNOWN_TABLE' },
  ],
  [
    'an unknown column',
    () => warehouse.insert({ table: 'notes', rows: [{ id: 1, text: '', at, other: 1 }] }),
    { code: 117 },
  ],
  [
    'too long',
    () => warehouse.query({ ...nothing, sql: 'SELECT count() FROM numbers(1e12)', timeout: 1 }),
    { code: 159, type: 'TIMEOUT_EXCEEDED' },
  ],
  [
    'too much',
    () =>
      warehouse.query({ ...nothing, sql: 'SELECT number FROM numbers(1e7) GROUP BY number', memory: 2e7 }),
    { code: 241 },
  ],
])('%s is warehouse/query_failed with its code', async (_, act, facts) => {
  await expect(act()).rejects.toMatchObject({ code: 'warehouse/query_failed', kind: 'internal', facts });
});

test('a server that is away is warehouse/unavailable', async () => {
  const away = openWarehouse({ url: `http://a:b@127.0.0.1:${await freePort()}/x`, surface: 'test' });
  const unavailable = { code: 'warehouse/unavailable', kind: 'unavailable' };
  await expect(away.ping()).rejects.toMatchObject(unavailable);
  await expect(away.query({ ...nothing, sql: 'SELECT 1' })).rejects.toMatchObject(unavailable);
  await expect(away.insert({ table: 'notes', rows: [{ id: 1 }] })).rejects.toMatchObject(unavailable);
  await away.close();
  await warehouse.ping();
});

test('the same question at the same time is asked once; later it is asked again, and another one is its own', async () => {
  const ask = (n: number) =>
    warehouse.query({
      name: 'shared',
      sql: 'SELECT toString(generateUUIDv4()) AS id, sleep(0.2) AS waited, {n:UInt8} AS n',
      params: { n },
      row: z.object({ id: z.string(), n: z.number() }),
    });
  const [[one], [same], [other]] = await Promise.all([ask(1), ask(1), ask(2)]);
  const [later] = await ask(1);
  expect(same).toEqual(one);
  expect(other?.id).not.toBe(one?.id);
  expect(later?.id).not.toBe(one?.id);
});

describe('whoever asked leaves', () => {
  const slow = (name: string) => ({
    ...nothing,
    name,
    sql: `SELECT count() AS ${name} FROM numbers(1000000000000) WHERE number != {n:UInt64}`,
    params: { n: 7 },
  });
  const short = { ...nothing, name: 'short', sql: 'SELECT sleep(1) AS waited, 7 AS briefly' };

  async function running(name: string): Promise<number> {
    const rows = await warehouse.query({
      name: 'running',
      sql: `SELECT count() AS n FROM system.processes WHERE query LIKE {text:String} AND query NOT LIKE '%processes%'`,
      params: { text: `% AS ${name}%` },
      row: z.object({ n: z.coerce.number() }),
    });
    return rows[0]?.n ?? 0;
  }
  const left = { code: 'warehouse/left', kind: 'unavailable' };

  test('ClickHouse stops working on it within a second', async () => {
    const page = new AbortController();
    const answer = whileWanted(page.signal, () => warehouse.query(slow('lonely')));
    await expect.poll(() => running('lonely')).toBe(1);
    page.abort();
    await expect(answer).rejects.toMatchObject(left);
    await expect.poll(() => running('lonely'), { timeout: 1_000, interval: 50 }).toBe(0);
  });

  test('what another still waits for goes on; it ends with the last of them', async () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const [first, second] = [one, other].map(({ signal }) =>
      whileWanted(signal, () => warehouse.query(slow('shared'))),
    );
    await expect.poll(() => running('shared')).toBe(1);
    one.abort();
    await expect(first).rejects.toMatchObject(left);
    await sleep(300);
    expect(await running('shared')).toBe(1);
    other.abort();
    await expect(second).rejects.toMatchObject(left);
    await expect.poll(() => running('shared'), { timeout: 1_000, interval: 50 }).toBe(0);
  });

  test('the other gets its answer, one who never leaves too; and who comes after all left asks anew', async () => {
    const page = new AbortController();
    const gone = whileWanted(page.signal, () => warehouse.query(short));
    const stays = warehouse.query(short);
    await expect.poll(() => running('briefly')).toBe(1);
    page.abort();
    await expect(gone).rejects.toMatchObject(left);
    expect(await stays).toEqual([{ waited: 0, briefly: 7 }]);
    await expect(whileWanted(page.signal, () => warehouse.query(short))).rejects.toMatchObject(left);
    expect(await whileWanted(new AbortController().signal, () => warehouse.query(short))).toHaveLength(1);
  });
});
