import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClickHouseClient, ClickHouseError, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningClickhouse, startClickhouse } from '../src/index.ts';

const login = { user: 'kolony', password: 'pass:wörd/?#' };
let dataDir: string;
let server: RunningClickhouse;
let client: ClickHouseClient;

const asClient = (options: Parameters<typeof createClient>[0] = {}) => {
  const { origin } = new URL(server.url);
  const { user: username, password } = login;
  return createClient({
    url: origin,
    username,
    password,
    database: 'kolony',
    log: { level: 127 },
    ...options,
  });
};

async function rowsOf<T = Record<string, unknown>>(query: string, more: object = {}): Promise<T[]> {
  const answer = await client.query({ query, format: 'JSONEachRow', ...more });
  return answer.json<T>();
}

const failureOf = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error) => error,
  );

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'kolony {*} '));
  server = await startClickhouse({ dataDir, port: 0, ...login });
  client = asClient();
  await asClient({ database: 'default' }).command({ query: 'CREATE DATABASE kolony' });
  await client.command({
    query: 'CREATE TABLE people (id UInt64, name String) ENGINE = MergeTree ORDER BY id',
  });
});

afterAll(async () => {
  await client?.close();
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the connection', () => {
  test('answers a ping with and without a login', async () => {
    expect(await client.ping()).toEqual({ success: true });
    expect(await client.ping({ select: true })).toEqual({ success: true });
    expect(await (await fetch(new URL('/ping', new URL(server.url).origin))).text()).toBe('Ok.\n');
  });

  test.each([
    { username: 'kolony', password: 'wrong' },
    { username: 'default', password: login.password },
    { username: '', password: '' },
  ])('refuses %o', async (wrong) => {
    const other = asClient(wrong);
    const error = await failureOf(other.query({ query: 'SELECT 1' }));
    await other.close();
    expect(error).toMatchObject({ code: '516', type: 'AUTHENTICATION_FAILED' });
  });

  test('takes the login from headers and from the URL too, and says no more than ClickHouse to the rest', async () => {
    const { origin } = new URL(server.url);
    const { user, password } = login;
    const byUrl = new URLSearchParams({ user, password, query: 'SELECT 7' });
    expect(await (await fetch(`${origin}/?${byUrl}`)).text()).toBe('7\n');
    const headers = { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': encodeURIComponent(password) };
    expect((await fetch(`${origin}/?query=SELECT+7`, { headers })).status).toBe(403);
    expect((await fetch(`${origin}/?query=SELECT+7`)).status).toBe(403);
    expect((await fetch(`${origin}/elsewhere`)).status).toBe(404);
  });

  test('listens on loopback only', async () => {
    const { port } = new URL(server.url);
    await expect(fetch(`http://[::1]:${port}/ping`)).rejects.toThrow();
  });

  test('echoes the query id', async () => {
    const { query_id, response_headers } = await client.query({ query: 'SELECT 1', query_id: 'mine-1' });
    expect([query_id, response_headers['x-clickhouse-query-id']]).toEqual(['mine-1', 'mine-1']);
  });

  test('uses the database it is given, and knows when there is none', async () => {
    expect(await rowsOf('SELECT currentDatabase() AS db')).toEqual([{ db: 'kolony' }]);
    const lost = asClient({ database: 'nowhere`; DROP DATABASE kolony' });
    const error = await failureOf(lost.query({ query: 'SELECT 1' }));
    await lost.close();
    expect(error).toMatchObject({ code: '81', type: 'UNKNOWN_DATABASE' });
  });
});

describe('reading', () => {
  test('formats by clause, by default_format and by header', async () => {
    const { origin } = new URL(server.url);
    const ask = async (
      query: string,
      headers: Record<string, string> = {},
      more: Record<string, string> = {},
    ) => {
      const url = `${origin}/?${new URLSearchParams({ ...login, ...more })}`;
      const answer = await fetch(url, { method: 'POST', body: query, headers });
      return { text: await answer.text(), format: answer.headers.get('x-clickhouse-format') };
    };
    expect(await ask('SELECT 1 AS a, 2 AS b')).toEqual({ text: '1\t2\n', format: 'TabSeparated' });
    expect(await ask('SELECT 1 AS a FORMAT CSVWithNames')).toEqual({
      text: '"a"\n1\n',
      format: 'CSVWithNames',
    });
    expect(await ask('SELECT 1 AS a', { 'X-ClickHouse-Format': 'JSONEachRow' })).toMatchObject({
      text: '{"a":1}\n',
    });
    expect(await ask('SELECT 1 AS a', {}, { default_format: 'CSV' })).toEqual({ text: '1\n', format: 'CSV' });
  });

  test('JSON, JSONEachRow and CSV, empty answers and trailing comments too', async () => {
    const json = await (await client.query({ query: "SELECT 1 AS a, 'ü' AS b", format: 'JSON' })).json();
    expect(json).toMatchObject({ data: [{ a: 1, b: 'ü' }], rows: 1 });
    expect(await rowsOf('SELECT 1 AS a WHERE 0')).toEqual([]);
    expect(await (await client.query({ query: 'SELECT 1, 2 -- ; nothing', format: 'CSV' })).text()).toBe(
      '1,2\n',
    );
    expect(await rowsOf('WITH 3 AS x SELECT x /* ; */')).toEqual([{ x: 3 }]);
  });

  test('streams a long answer, plain and compressed, with a header of names once', async () => {
    for (const response of [false, true]) {
      const zipped = asClient({ compression: { response, request: response } });
      const answer = await zipped.query({
        query: 'SELECT number AS n FROM numbers(300000)',
        format: 'JSONEachRow',
      });
      expect(answer.response_headers['content-encoding']).toBe(response ? 'gzip' : undefined);
      let sum = 0;
      for await (const rows of answer.stream<{ n: number }>())
        for (const row of rows) sum += Number(row.json().n);
      expect(sum).toBe((299_999 * 300_000) / 2);
      const csv = await zipped.query({ query: 'SELECT number FROM numbers(200000)', format: 'CSVWithNames' });
      expect((await csv.text()).match(/number/g)).toHaveLength(1);
      await zipped.close();
    }
  });

  test.each<[string, unknown, unknown?]>([
    ['String', `it's "quoted" \\ back\\n\n\ttab 雪 🐟 ; -- '`],
    ['String', ''],
    ['String', '{x:String}'],
    ['Int64', -9007199254740993n, '-9007199254740993'],
    ['UInt8', 255],
    ['Float64', 1.5],
    ['Bool', true],
    ['Nullable(String)', null],
    ['Nullable(String)', 'NULL'],
    ['Array(String)', ["a'b", 'c\\d', '雪', '']],
    ['Array(Nullable(UInt32))', [1, null]],
    ['Map(String, UInt8)', { a: 1 }],
    ['Date', '2026-11-23'],
    ["DateTime64(3, 'UTC')", new Date('2026-11-23T10:11:12.345Z'), '2026-11-23 10:11:12.345'],
    ['UUID', '019ab1c2-0000-7000-8000-000000000001'],
    ['String', 'x'.repeat(200_000)],
  ])('passes %s by parameter', async (type, value, shown = value) => {
    const query = `SELECT {x:${type}} AS x ${type === 'Int64' ? 'SETTINGS output_format_json_quote_64bit_integers = 1' : ''}`;
    const more = { query_params: { x: value }, use_multipart_params_auto: true };
    expect(await rowsOf(query, more)).toEqual([{ x: shown }]);
  });

  test('a parameter or setting of one request is not there in the next', async () => {
    const clickhouse_settings = { max_block_size: '777' };
    const asked = { query_params: { x: 1 }, clickhouse_settings };
    expect(await rowsOf("SELECT {x:UInt8} AS x, getSetting('max_block_size') AS s", asked)).toEqual([
      { x: 1, s: 777 },
    ]);
    expect(await rowsOf("SELECT getSetting('max_block_size') = 777 AS s")).toEqual([{ s: 0 }]);
    expect(await failureOf(rowsOf('SELECT {x:UInt8}'))).toMatchObject({ code: '456' });
  });
});

describe('writing', () => {
  const count = async () => Number((await rowsOf<{ n: string }>('SELECT count() AS n FROM people'))[0]?.n);

  test('an array, a stream and compressed', async () => {
    await client.command({ query: 'TRUNCATE TABLE people' });
    const person = (id: number) => ({ id, name: `O'Brien; 雪 \\ ${id}` });
    const { summary } = await client.insert({
      table: 'people',
      values: [person(1), person(2)],
      format: 'JSONEachRow',
    });
    expect(summary?.written_rows).toBe('2');
    const many = Array.from({ length: 9_998 }, (_, n) => person(n + 3));
    await client.insert({ table: 'people', values: many, format: 'JSONEachRow' });
    // In objects, and ASCII: Node 26.10 waits for ever when more text than that is piped into a request.
    const plain = Readable.from(
      Array.from({ length: 10_000 }, (_, n) => ({ id: n + 10_001, name: 'plain' })),
    );
    await client.insert({ table: 'people', values: plain, format: 'JSONEachRow' });
    const zipped = asClient({ compression: { request: true } });
    await zipped.insert({
      table: 'people',
      columns: ['name'],
      values: [['x']],
      format: 'JSONCompactEachRow',
    });
    await zipped.insert({
      table: 'people',
      values: Readable.from(['7,"a\nb"\n'], { objectMode: false }),
      format: 'CSV',
    });
    await zipped.close();
    expect(await count()).toBe(20_002);
    expect(await rowsOf('SELECT name FROM people WHERE id = 2')).toEqual([{ name: person(2).name }]);
  });

  test('rows inside the statement, and SETTINGS before FORMAT', async () => {
    await client.command({ query: 'TRUNCATE TABLE people' });
    await client.command({ query: "INSERT INTO people VALUES (1, 'a;b'), (2, 'FORMAT')" });
    await client.command({
      query: 'INSERT INTO people FORMAT JSONEachRow {"id":3,"name":"; DROP TABLE people"}',
    });
    await client.command({ query: 'INSERT INTO people SELECT number, toString(number) FROM numbers(4)' });
    const values = Readable.from(['{"id":9,"name":"z","other":1}\n'], { objectMode: false });
    const query = 'INSERT INTO people SETTINGS input_format_skip_unknown_fields = 1 FORMAT JSONEachRow';
    await (await client.exec({ query, values })).stream.resume();
    await expect.poll(count).toBe(8);
  });

  test('a bad row says which, and nothing of it is kept', async () => {
    await client.command({ query: 'TRUNCATE TABLE people' });
    const values = [
      { id: 1, name: 'a' },
      { id: 'x', name: 'b' },
    ];
    const error = await failureOf(client.insert({ table: 'people', values, format: 'JSONEachRow' }));
    expect(error).toMatchObject({ code: '27', message: expect.stringContaining('at row 2') });
    expect(await count()).toBe(0);
    expect(await readdir(join(dataDir, 'incoming'))).toEqual([]);
  });

  test('an upload that breaks off inserts nothing', async () => {
    await client.command({ query: 'TRUNCATE TABLE people' });
    const gone = new AbortController();
    const endless = Readable.from(
      (async function* () {
        for (let id = 0; ; id++) {
          yield { id, name: 'x' };
          if (id === 500) gone.abort();
          if (id > 400) await sleep(5);
        }
      })(),
    );
    endless.on('error', () => undefined);
    const insert = client.insert({
      table: 'people',
      values: endless,
      format: 'JSONEachRow',
      abort_signal: gone.signal,
    });
    expect(await failureOf(insert)).toBeInstanceOf(Error);
    endless.destroy();
    await expect.poll(() => readdir(join(dataDir, 'incoming'))).toEqual([]);
    expect(await count()).toBe(0);
  });

  test('one token counts once, in the table and in its rollup', async () => {
    const window = 'SETTINGS non_replicated_deduplication_window = 1000';
    await client.command({
      query: `CREATE TABLE hits (link String) ENGINE = MergeTree ORDER BY link ${window}`,
    });
    await client.command({
      query: `CREATE TABLE totals (link String, n UInt64) ENGINE = SummingMergeTree ORDER BY link ${window}`,
    });
    await client.command({
      query:
        'CREATE MATERIALIZED VIEW hits_totals TO totals AS SELECT link, count() AS n FROM hits GROUP BY link',
    });
    const insert = (insert_deduplication_token: string) =>
      client.insert({
        table: 'hits',
        values: [{ link: 'a' }, { link: 'a' }, { link: 'b' }],
        format: 'JSONEachRow',
        clickhouse_settings: {
          insert_deduplication_token,
          deduplicate_blocks_in_dependent_materialized_views: 1,
        },
      });
    for (const token of ['1', '1', '2', '1']) await insert(token);
    const both = 'SELECT (SELECT count() FROM hits) AS hits, (SELECT sum(n) FROM totals) AS totals';
    expect(await rowsOf(both)).toEqual([{ hits: 6, totals: 6 }]);
  });
});

describe('errors and limits', () => {
  test.each([
    ['SELECT 1 )', '62', 'SYNTAX_ERROR'],
    ['SELECT * FROM nowhere', '60', 'UNKNOWN_TABLE'],
    ['SELECT nothing', '47', 'UNKNOWN_IDENTIFIER'],
    ['SELECT 1; SELECT 2', '62', 'SYNTAX_ERROR'],
    ['CREATE DATABASE a; CREATE DATABASE b', '62', 'SYNTAX_ERROR'],
    ["SELECT throwIf(1, 'on purpose')", '395', 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO'],
  ])('%s → %s', async (query, code, type) => {
    const error = await failureOf(client.query({ query, format: 'JSONEachRow' }));
    expect(error).toBeInstanceOf(ClickHouseError);
    expect(error).toMatchObject({ code, type });
  });

  test('points at the place of a syntax error', async () => {
    const clickhouse_settings = { max_threads: 1 };
    const error = await failureOf(client.command({ query: 'SELECT 1 )', clickhouse_settings }));
    expect(error).toMatchObject({ message: expect.stringContaining('failed at position 10') });
  });

  test.each<[string, Record<string, string | number>, string]>([
    ['SELECT count() FROM numbers(1e12)', { max_execution_time: 1 }, '159'],
    ['SELECT number FROM numbers(1e8) GROUP BY number', { max_memory_usage: '20000000' }, '241'],
    ['CREATE TABLE x (a UInt8) ENGINE = Memory', { readonly: '1' }, '164'],
    ['SELECT 1', { no_such_setting: 1 }, '115'],
    ['SELECT 1', { session_id: 'a' }, '48'],
  ])('%s with %o → %s', async (query, clickhouse_settings, code) => {
    const error = await failureOf(client.query({ query, format: 'JSON', clickhouse_settings }));
    expect(error).toMatchObject({ code });
  });

  test('an error in the middle of a stream reaches the reader', async () => {
    const query = 'SELECT number, throwIf(number = 250000) FROM numbers(1000000)';
    const clickhouse_settings = { max_block_size: '10000', max_threads: 1 };
    const answer = await client.query({ query, format: 'JSONEachRow', clickhouse_settings });
    let seen = 0;
    const reading = (async () => {
      for await (const rows of answer.stream()) seen += rows.length;
    })();
    expect(await failureOf(reading)).toMatchObject({ code: '395' });
    expect(seen).toBeGreaterThan(0);
  });

  test.each(['JSON', 'JSONEachRow'] as const)(
    'a client that goes away takes its %s query with it, one with parameters too',
    async (format) => {
      const gone = new AbortController();
      const query = 'SELECT count() AS abandoned FROM numbers(10000000000000) WHERE number != {n:UInt64}';
      const query_params = { n: 7 };
      const running = failureOf(client.query({ query, query_params, format, abort_signal: gone.signal }));
      const others = async () =>
        (
          await rowsOf(
            "SELECT 1 FROM system.processes WHERE query LIKE '%abandoned%' AND query NOT LIKE '%processes%'",
          )
        ).length;
      await expect.poll(others, { timeout: 5_000 }).toBe(1);
      gone.abort();
      expect(await running).toBeInstanceOf(Error);
      await expect.poll(others, { timeout: 5_000 }).toBe(0);
    },
  );

  test('16 heavy queries at once all finish, and a small one beside them', async () => {
    const heavy = (seed: number) =>
      rowsOf(`SELECT uniqExact(sipHash64(number, ${seed})) AS n FROM numbers(300000)`);
    const [small, ...answers] = await Promise.all([
      rowsOf('SELECT 1 AS n'),
      ...Array.from({ length: 16 }, (_, seed) => heavy(seed)),
    ]);
    expect(small).toEqual([{ n: 1 }]);
    expect(answers).toEqual(Array.from({ length: 16 }, () => [{ n: 300_000 }]));
  });
});
