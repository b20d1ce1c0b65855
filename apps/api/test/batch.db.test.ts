import { after, DAY, HOUR } from '@kolony/kernel';
import { BatchResult } from '@kolony/rest/schema';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ApiWorld, makeApiWorld } from './api-world.ts';

let api: ApiWorld;
beforeEach(async () => {
  api = await makeApiWorld();
});
afterEach(() => api[Symbol.asyncDispose]());

async function send(raw: string, headers: Record<string, string> = {}) {
  const answer = await api.server.inject({
    method: 'POST',
    url: '/v1/conversions/batch',
    headers: {
      authorization: `Bearer ${await key()}`,
      'content-type': 'application/x-ndjson',
      ...headers,
    },
    payload: raw,
  });
  const isBatch = answer.statusCode === 207;
  return {
    status: answer.statusCode,
    type: answer.headers['content-type'],
    problem: isBatch ? null : answer.json(),
    results: isBatch
      ? answer.body
          .trimEnd()
          .split('\n')
          .map((line) => BatchResult.parse(JSON.parse(line)))
      : [],
  };
}

const key = () => api.keyWith(['conversions:write']);
const ndjson = (...orders: unknown[]) => orders.map((order) => `${JSON.stringify(order)}\n`).join('');
const recorded = () => api.world.deps.db.conversion.count();

describe('a batch', () => {
  test('is answered line by line, in order; a broken line hinders no other', async () => {
    const future = after(api.world.clock.now(), HOUR).toISOString();
    const answer = await send(
      [
        JSON.stringify(api.order('a')),
        '{"order_id":',
        JSON.stringify(api.order('b', { amount: -1 })),
        '',
        JSON.stringify(api.order('c', { occurred_at: future })),
        JSON.stringify(api.order('d', { surprise: 1 })),
        JSON.stringify(api.order('e\\')).replace('\\\\', '\\u0000'),
        JSON.stringify(api.order('f', { click_id: 'nonsense' })),
      ].join('\r\n'),
    );
    expect(answer).toMatchObject({
      status: 207,
      type: expect.stringMatching(/^application\/x-ndjson/),
      results: [
        { line: 1, status: 201, body: { order_id: 'a', commissions: [{ amount: 3_000 }], replayed: false } },
        { line: 2, status: 400, problem: { code: 'api/malformed_json' } },
        { line: 3, status: 422, problem: { code: 'api/invalid_request', field: 'amount' } },
        { line: 5, status: 422, problem: { code: 'commissions/occurred_in_future', field: 'occurred_at' } },
        { line: 6, status: 422, problem: { code: 'api/invalid_request', field: 'surprise' } },
        { line: 7, status: 400, problem: { code: 'api/unstorable_text', field: 'order_id' } },
        { line: 8, status: 201, body: { commissions: [], attribution: { refused: [{ why: 'malformed' }] } } },
      ],
    });
    expect(await recorded()).toBe(2);
  });

  test('sent again is replayed; of two lines with one id the first is the order', async () => {
    const orders = ndjson(
      api.order('same'),
      api.order('other', { amount: 100 }),
      api.order('same', { amount: 1 }),
      api.order('same'),
    );
    const first = await send(orders);
    expect(first.results).toMatchObject([
      { status: 201, body: { amount: 20_000 } },
      { status: 201 },
      { status: 409, problem: { code: 'commissions/conversion_conflict' } },
      { status: 200, body: { amount: 20_000, replayed: true } },
    ]);
    expect((await send(orders)).results.map(({ status }) => status)).toEqual([200, 200, 409, 200]);
    expect(await recorded()).toBe(2);
  });

  test('of a thousand lines is recorded by a few commits, and single orders come in between', async () => {
    const { db } = api.world.deps;
    const orders = Array.from({ length: 1_000 }, (_, n) => api.order(`many-${n}`, { amount: 100 }));
    const [answer, single] = await Promise.all([
      send(ndjson(...orders)),
      api.call({ url: '/v1/conversions', body: api.order('single') }),
    ]);
    expect(single.status).toBe(201);
    expect(answer.results.map((result) => 'body' in result && result.body.order_id)).toEqual(
      orders.map(({ order_id }) => order_id),
    );
    expect(await recorded()).toBe(1_001);
    const [commits] = await db.$queryRaw<
      { n: bigint }[]
    >`SELECT count(DISTINCT xmin::text) AS n FROM conversions`;
    expect(Number(commits?.n)).toBeLessThanOrEqual(6);
  });

  test('stops paying at the last affordable line, and says so', async () => {
    await using poor = await makeApiWorld({ budget: 9_000 });
    const rich = api;
    api = poor;
    try {
      const answer = await send(ndjson(...['a', 'b', 'c', 'd', 'e'].map((id) => poor.order(id))));
      // ¥90.00 pays three times 15 % of ¥200.00.
      expect(
        answer.results.map((result) => 'body' in result && result.body.commissions[0]?.refused_for),
      ).toEqual([null, null, null, 'budget_exhausted', 'budget_exhausted']);
    } finally {
      api = rich;
    }
  });
});

describe('a batch that is none', () => {
  test.each([
    ['nothing', '', 'api/empty_batch'],
    ['empty lines', '\n \r\n\n', 'api/empty_batch'],
    ['a line too many', '{}\n'.repeat(1_001), 'api/too_many_lines'],
  ])('%s', async (_what, raw, code) => {
    expect(await send(raw)).toMatchObject({ status: 400, problem: { code, status: 400 } });
    expect(await recorded()).toBe(0);
  });

  test('another content type: 415', async () => {
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded'])
      expect(await send(ndjson(api.order('a')), { 'content-type': type })).toMatchObject({ status: 415 });
  });

  test('more than four mebibytes: 413', async () => {
    expect(await send('x'.repeat(4 * 1024 * 1024 + 1))).toMatchObject({ status: 413 });
  });

  test('a key without the scope: 403, before a line is read', async () => {
    const reader = await api.keyWith(['conversions:read']);
    const answer = await send('{', { authorization: `Bearer ${reader}` });
    expect(answer).toMatchObject({ status: 403 });
  });
});

test('an order older than the window is recorded, and earns nobody', async () => {
  const at = after(api.world.clock.now(), -40 * DAY).toISOString();
  const answer = await send(ndjson(api.order('old', { occurred_at: at })));
  expect(answer.results).toMatchObject([{ status: 201, body: { attribution: { winner: null } } }]);
});
