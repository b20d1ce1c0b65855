import { revokeApiKey } from '@kolony/identity';
import { ApiScope } from '@kolony/identity/schema';
import { after, HOUR } from '@kolony/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiWorld, type Call, makeApiWorld, type Reply } from './api-world.ts';

let api: ApiWorld;
beforeAll(async () => {
  api = await makeApiWorld();
});
afterAll(() => api[Symbol.asyncDispose]());

const ORDERS = '/v1/conversions';
const REFUNDS = '/v1/refunds';
const refund = (more: Record<string, unknown> = {}) => ({
  refund_id: 'r1',
  order_id: 'o1',
  amount: 1,
  occurred_at: '2026-10-01T10:00:00Z',
  ...more,
});

/** RFC 9457, and never a stack, a path or a query. */
function expectProblem({ status, body, headers }: Reply, expected: Record<string, unknown>): void {
  expect(body).toMatchObject({
    status,
    type: expect.stringMatching(/^urn:kolony:problem:\w+\/\w+$/),
    ...expected,
  });
  expect(headers['content-type']).toMatch(/^application\/problem\+json(;|$)/);
  expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:|SELECT|INSERT|prisma|zod/i);
}

async function recorded(): Promise<number> {
  return api.world.deps.db.conversion.count();
}

describe('who asks', () => {
  const wrong: [string, string | null, Record<string, string>][] = [
    ['no key', null, {}],
    ['an empty key', '', {}],
    ['a word', 'letmein', {}],
    ['a key nobody has', `kol_live_${'a'.repeat(40)}000000`, {}],
    ['another scheme', null, { authorization: 'Basic dXNlcjpwYXNz' }],
    ['a key with a line end', null, { authorization: 'Bearer kol_live_x y' }],
    ['an endless key', 'k'.repeat(8_000), {}],
  ];
  test.each(wrong)('%s: 401, the same for every route', async (_name, key, headers) => {
    for (const url of [`${ORDERS}/o1`, '/v1/commissions', '/v1/campaigns']) {
      const answer = await api.call({ url, key, headers });
      expectProblem(answer, { status: 401, code: 'identity/bad_api_key' });
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
  });

  test('a body is not looked at before the key is', async () => {
    expectProblem(await api.call({ url: ORDERS, key: null, raw: '{' }), { status: 401 });
  });

  test('a revoked key opens nothing from the next request on', async () => {
    const { deps, brand } = api.world;
    const key = await api.keyWith(['campaigns:read']);
    expect((await api.call({ url: '/v1/campaigns', key })).status).toBe(200);
    const row = await deps.db.apiKey.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await revokeApiKey(deps, brand.scope, { id: row.id });
    expectProblem(await api.call({ url: '/v1/campaigns', key }), { status: 401 });
  });

  const needs: [Call, ApiScope][] = [
    [{ url: ORDERS, body: {} }, 'conversions:write'],
    [{ url: `${ORDERS}/o1/status`, body: {} }, 'conversions:write'],
    [{ url: REFUNDS, body: {} }, 'conversions:write'],
    [{ url: `${ORDERS}/o1` }, 'conversions:read'],
    [{ url: '/v1/commissions' }, 'commissions:read'],
    [{ url: '/v1/commissions/com_x/explain' }, 'commissions:read'],
    [{ url: '/v1/campaigns' }, 'campaigns:read'],
  ];
  test.each(needs)('%j needs %s and no other scope', async (call, scope) => {
    const others = ApiScope.options.filter((other) => other !== scope);
    expectProblem(await api.call({ ...call, key: await api.keyWith(others) }), {
      status: 403,
      code: 'identity/missing_scope',
      facts: { scope },
    });
    expect((await api.call({ ...call, key: await api.keyWith([scope]) })).status).not.toBe(403);
  });
});

describe('an order that says something impossible names the field, and nothing is recorded', () => {
  const cases: [string, Record<string, unknown>, string][] = [
    ['no order id', { order_id: undefined }, 'order_id'],
    ['an empty order id', { order_id: '  ' }, 'order_id'],
    ['an endless order id', { order_id: 'x'.repeat(121) }, 'order_id'],
    ['a number for an order id', { order_id: 7 }, 'order_id'],
    ['no amount', { amount: undefined }, 'amount'],
    ['text for an amount', { amount: '20000' }, 'amount'],
    ['a negative amount', { amount: -1 }, 'amount'],
    ['nothing paid', { amount: 0 }, 'amount'],
    ['a fraction of a cent', { amount: 1.5 }, 'amount'],
    ['more than ten billion', { amount: 1_000_000_000_001 }, 'amount'],
    ['beyond exact integers', { amount: 2 ** 53 }, 'amount'],
    ['null', { amount: null }, 'amount'],
    ['a currency that is none', { currency: 'XXX' }, 'currency'],
    ['a currency in small letters', { currency: 'cny' }, 'currency'],
    ['no time', { occurred_at: undefined }, 'occurred_at'],
    ['a time without a zone', { occurred_at: '2026-10-01T10:00:00' }, 'occurred_at'],
    ['a day that is none', { occurred_at: '2026-02-30T10:00:00Z' }, 'occurred_at'],
    ['seconds since 1970', { occurred_at: 1_790_000_000 }, 'occurred_at'],
    ['a time to come', { occurred_at: '9999-12-31T23:59:59Z' }, 'occurred_at'],
    ['an unknown status', { status: 'shipped' }, 'status'],
    ['a cancelled order', { status: 'cancelled' }, 'status'],
    ['too many touches', { touches: Array.from({ length: 51 }, () => 'x') }, 'touches'],
    ['a quantity of nothing', { items: [{ sku: 's', quantity: 0, amount: 1 }] }, 'items.0.quantity'],
    [
      'an item that is worth less than nothing',
      { items: [{ sku: 's', quantity: 1, amount: -1 }] },
      'items.0.amount',
    ],
    ['metadata that is no text', { metadata: { a: 1 } }, 'metadata.a'],
    ['an unknown field', { commission: 1 }, 'commission'],
    [
      'an unknown field of an item',
      { items: [{ sku: 's', quantity: 1, amount: 1, colour: 'red' }] },
      'items.0',
    ],
  ];
  test.each(cases)('%s', async (_name, change, field) => {
    const before = await recorded();
    expectProblem(await api.call({ url: ORDERS, body: api.order('odd', change) }), { status: 422, field });
    expect(await recorded()).toBe(before);
  });

  test.each([
    '1e400',
    '-1e400',
    '1e-5',
    '20000.0000000001',
    '9007199254740993',
    '"1e3"',
    'true',
    '[1]',
    '{"a":1}',
  ])('%s is no amount', async (amount) => {
    const raw = JSON.stringify(api.order('odd', { amount: 0 })).replace('"amount":0', `"amount":${amount}`);
    expectProblem(await api.call({ url: ORDERS, raw }), { status: 422, field: 'amount' });
    const refunded = JSON.stringify(refund({ amount: 0 })).replace('"amount":0', `"amount":${amount}`);
    expectProblem(await api.call({ url: REFUNDS, raw: refunded }), { status: 422, field: 'amount' });
  });

  test('an order whose time the shop’s clock has a little ahead is taken; one further ahead is not', async () => {
    const at = (milliseconds: number) => ({
      occurred_at: after(api.world.clock.now(), milliseconds).toISOString(),
    });
    expect((await api.call({ url: ORDERS, body: api.order('ahead', at(60_000)) })).status).toBe(201);
    expectProblem(await api.call({ url: ORDERS, body: api.order('too far', at(HOUR)) }), {
      status: 422,
      field: 'occurred_at',
    });
  });

  test('an order of long ago is recorded and earns nobody', async () => {
    const answer = await api.call({
      url: ORDERS,
      body: api.order('old', { occurred_at: '0001-01-01T00:00:00Z' }),
    });
    expect(answer).toMatchObject({
      status: 201,
      body: { commissions: [], attribution: { touches: [{ why: 'after_order' }] } },
    });
  });

  test('a refund and a status are as strict', async () => {
    expectProblem(await api.call({ url: REFUNDS, body: refund({ amount: '1' }) }), {
      status: 422,
      field: 'amount',
    });
    expectProblem(await api.call({ url: REFUNDS, body: refund({ currency: 'CNY' }) }), {
      status: 422,
      field: 'currency',
    });
    expectProblem(await api.call({ url: REFUNDS, body: refund({ refund_id: '' }) }), {
      status: 422,
      field: 'refund_id',
    });
    expectProblem(
      await api.call({
        url: `${ORDERS}/o1/status`,
        body: { status: 'placed', occurred_at: '2026-10-01T10:00:00Z' },
      }),
      {
        status: 422,
        field: 'status',
      },
    );
    expectProblem(await api.call({ url: `${ORDERS}/o1/status`, body: { status: 'paid' } }), {
      status: 422,
      field: 'occurred_at',
    });
  });

  test.each(['limit=0', 'limit=201', 'limit=x', 'limit=1.5'])('a page by %s', async (query) => {
    expectProblem(await api.call({ url: `/v1/commissions?${query}` }), { status: 422, field: 'limit' });
  });

  test('a query field that is unknown is named', async () => {
    expectProblem(await api.call({ url: '/v1/commissions?state=paid' }), { status: 422, field: 'state' });
  });
});

describe('a body that is no order at all', () => {
  test.each(['{', '{"order_id":}', 'order_id=o1', '{} {}', 'undefined', 'NaN', "{'a':1}"])(
    '%s is malformed',
    async (raw) => {
      expectProblem(await api.call({ url: ORDERS, raw }), { status: 400, code: 'api/malformed_json' });
    },
  );

  test.each(['[]', 'null', '"text"', '7'])('%s is JSON, but no order', async (raw) => {
    expectProblem(await api.call({ url: ORDERS, raw }), { status: 422 });
  });

  test('nothing at all', async () => {
    expect((await api.call({ url: ORDERS, method: 'POST' })).status).toBeGreaterThanOrEqual(400);
    const answer = await api.call({ url: ORDERS, method: 'POST', raw: '' });
    expect([400, 422]).toContain(answer.status);
  });

  test('another content type', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'multipart/form-data',
    ])
      expectProblem(await api.call({ url: ORDERS, raw: '{}', headers: { 'content-type': type } }), {
        status: 415,
      });
  });

  test('one that is too large', async () => {
    expectProblem(await api.call({ url: ORDERS, raw: `{"order_id":"${'x'.repeat(1_100_000)}"}` }), {
      status: 413,
    });
  });

  test('one that would change what objects are', async () => {
    const raw = JSON.stringify(api.order('proto', { metadata: {} })).replace(
      '"metadata":{}',
      '"metadata":{"__proto__":"x","constructor":"y"}',
    );
    expect((await api.call({ url: ORDERS, raw })).status).toBe(201);
    expect(Object.prototype).not.toHaveProperty('x');
    const row = await api.world.deps.db.conversion.findFirstOrThrow({ where: { orderId: 'proto' } });
    expect(row.metadata).toEqual({ constructor: 'y' });
  });

  const UNSTORABLE: [string, string][] = [
    ['an escaped NUL', '\\u0000'],
    ['half a surrogate pair', '\\ud83d'],
    ['the other half', 'a\\ude00b'],
  ];
  const PLACES: [string, Record<string, unknown>][] = [
    ['order_id', { order_id: 'x@@y' }],
    ['metadata', { metadata: { a: '@@' } }],
    ['a metadata key', { metadata: { 'a@@': 'b' } }],
    ['an item', { items: [{ sku: '@@', quantity: 1, amount: 1 }] }],
    ['customer_id', { customer_id: '@@' }],
    ['coupon_code', { coupon_code: '@@' }],
    ['click_id', { click_id: '@@' }],
  ];
  test.each(
    UNSTORABLE.flatMap(([what, text]) =>
      PLACES.map(([where, change]) => [`${what} in ${where}`, text, change] as const),
    ),
  )('%s is refused in words, not stored as something else', async (_what, text, change) => {
    const before = await recorded();
    const raw = JSON.stringify(api.order('unstorable', change)).replaceAll('@@', text);
    expectProblem(await api.call({ url: ORDERS, raw }), { status: 400, code: 'api/unstorable_text' });
    expect(await recorded()).toBe(before);
  });

  test('a NUL as it is, and one in an address', async () => {
    expectProblem(await api.call({ url: ORDERS, raw: '{"order_id":"a\0b"}' }), { status: 400 });
    expectProblem(await api.call({ url: `${ORDERS}/a%00b` }), { status: 422, code: 'db/unstorable_text' });
    expectProblem(await api.call({ url: '/v1/campaigns?cursor=%00' }), {
      status: 422,
      code: 'db/unstorable_text',
    });
  });

  test('a backslash followed by u0000 is only text', async () => {
    const answer = await api.call({ url: ORDERS, body: api.order('a\\u0000b') });
    expect(answer).toMatchObject({ status: 201, body: { order_id: 'a\\u0000b' } });
  });
});

describe('an address that is none', () => {
  test.each(['/', '/v1', '/v2/conversions', '/v1/conversions/', '/v1/nothing', '/v1/conversions/a/b/c'])(
    '%s',
    async (url) => {
      const answer = await api.call({ url });
      expectProblem(answer, { status: 404 });
    },
  );

  test.each(['/v1/conversions/%zz', '/v1/%ff'])('%s cannot be decoded', async (url) => {
    expectProblem(await api.call({ url }), { status: 400 });
  });

  test('another method', async () => {
    for (const method of ['PUT', 'DELETE'] as const)
      expectProblem(await api.call({ url: ORDERS, method }), { status: 404 });
    expectProblem(await api.call({ url: ORDERS }), { status: 404 });
  });
});
