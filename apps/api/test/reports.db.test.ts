import { claimOutbox, forgetBatch } from '@kolony/db';
import { createClient } from '@kolony/rest';
import { makeWarehouse } from '@kolony/testing';
import { openWarehouse } from '@kolony/warehouse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type ApiWorld, makeApiWorld } from './api-world.ts';

let made: Awaited<ReturnType<typeof makeWarehouse>>;
let api: ApiWorld;
beforeAll(async () => {
  made = await makeWarehouse();
  api = await makeApiWorld({ clickhouseUrl: made.url });
  await api.call({ url: '/v1/conversions', body: api.order('o1') });
  await api.call({ url: '/v1/conversions', body: api.order('o2', { amount: 10_000 }) });
  const warehouse = openWarehouse({ url: made.url, surface: 'test' });
  for (const { batchId, target, rows } of await claimOutbox(api.world.deps.db, 100)) {
    await warehouse.insert({ table: target, rows });
    await forgetBatch(api.world.deps.db, batchId);
  }
  await warehouse.close();
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await made[Symbol.asyncDispose]();
});

test('a report of the dashboard in rows: the KOL’s two orders, ¥300.00 placed, 15 % = ¥45.00 cost', async () => {
  const { status, body } = await api.call({ url: '/v1/reports/kols?currency=CNY&days=7&tz=UTC' });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    report: 'kols',
    currency: 'CNY',
    period: { from: '2026-09-25', to: '2026-10-01' },
    tz: 'UTC',
  });
  const [table] = Object(body).tables;
  const row = Object.fromEntries(
    table.columns.map(({ id }: { id: string }, at: number) => [id, table.rows[0][at]]),
  );
  expect(row).toMatchObject({ kol: 'Mei', orders: 2, placed: 30_000, cost: 4_500 });
});

test('beside the days before: their days, and two columns more for each figure', async () => {
  const url = '/v1/reports/kols?currency=CNY&from=2026-10-01&to=2026-10-01&compare=previous&tz=UTC';
  const { status, body } = await api.call({ url });
  expect([status, Object(body).before]).toEqual([200, { from: '2026-09-30', to: '2026-09-30' }]);
  const [{ columns, rows }] = Object(body).tables;
  const at = columns.findIndex(({ id }: { id: string }) => id === 'placed');
  expect(columns.slice(at, at + 3)).toEqual([
    { id: 'placed', kind: 'money' },
    { id: 'placed', kind: 'money', part: 'before' },
    { id: 'placed', kind: 'change', part: 'change' },
  ]);
  expect(rows[0].slice(at, at + 3)).toEqual([30_000, null, 'new']);
  const alone = await api.call({ url: '/v1/reports/kols?currency=CNY' });
  expect(alone.body).toMatchObject({ before: null });
});

test('every report answers, in the shape that the document says', async () => {
  const names = ['overview', 'kols', 'attribution', 'funnel', 'products', 'customers', 'timing', 'traffic'];
  for (const name of [...names, 'codes', 'quality', 'content', 'spend'])
    expect([name, (await api.call({ url: `/v1/reports/${name}?currency=CNY` })).status]).toEqual([name, 200]);
});

test.each([
  ['no currency', '/v1/reports/kols', 422, 'currency'],
  ['no such zone', '/v1/reports/kols?currency=CNY&tz=Mars/Base', 422, 'tz'],
  ['days that do not end', '/v1/reports/kols?currency=CNY&from=2026-10-01', 422, 'period'],
  ['the end before the begin', '/v1/reports/kols?currency=CNY&from=2026-10-02&to=2026-10-01', 422, 'period'],
  ['an unknown word', '/v1/reports/kols?currency=CNY&model=x', 422, 'model'],
])('%s is refused and named', async (_what, url, status, field) => {
  const answer = await api.call({ url });
  expect(answer.status).toBe(status);
  expect(JSON.stringify(answer.body)).toContain(field);
});

test('no such report; a key that may not; another brand’s campaign has no rows', async () => {
  expect(await api.call({ url: '/v1/reports/secrets?currency=CNY' })).toMatchObject({ status: 422 });
  const key = await api.keyWith(['conversions:write']);
  expect(await api.call({ url: '/v1/reports/kols?currency=CNY', key })).toMatchObject({ status: 403 });
  const other = await api.call({ url: '/v1/reports/kols?currency=CNY&campaign_id=cmp_0' });
  expect(other).toMatchObject({ status: 200, body: { tables: [{ rows: [] }] } });
});

test('the client package asks the same', async () => {
  const baseUrl = await api.server.listen({ host: '127.0.0.1', port: 0 });
  const client = createClient({ baseUrl, apiKey: await api.keyWith(['reports:read']) });
  expect(await client.reports.get('overview', { currency: 'CNY', days: 7 })).toMatchObject({
    report: 'overview',
  });
});

test('whoever hangs up ends its report in ClickHouse', async () => {
  await using own = await makeWarehouse();
  await using slow = await makeApiWorld({ clickhouseUrl: own.url });
  const warehouse = openWarehouse({ url: own.url, surface: 'test' });
  // A report that takes for ever: its costs are looked for among a trillion rows.
  await warehouse.command('RENAME TABLE commissions_by_quarter TO kept');
  await warehouse.command(`CREATE VIEW commissions_by_quarter AS
    SELECT toString(number) AS brand_id, '' AS campaign_id, toDateTime('2026-09-30', 'UTC') + number % 60 AS quarter, '' AS deal_id, '' AS kol_id, '' AS link_id,
      'CNY' AS currency, 0 AS cost, 0 AS settled_delta FROM numbers(1000000000000)`);
  const running = async () => {
    const [found] = await warehouse.query({
      name: 'running',
      sql: "SELECT count() AS n FROM system.processes WHERE query LIKE '%commissions_by_quarter%' AND query NOT LIKE '%processes%'",
      row: z.object({ n: z.coerce.number() }),
    });
    return found?.n;
  };
  const baseUrl = await slow.server.listen({ host: '127.0.0.1', port: 0 });
  const caller = new AbortController();
  const answer = fetch(`${baseUrl}/v1/reports/spend?currency=CNY`, {
    signal: caller.signal,
    headers: { authorization: `Bearer ${await slow.keyWith(['reports:read'])}` },
  });
  await expect.poll(running).toBe(1);
  caller.abort();
  await expect(answer).rejects.toThrow('aborted');
  await expect.poll(running, { timeout: 1_000, interval: 50 }).toBe(0);
  await warehouse.close();
});
