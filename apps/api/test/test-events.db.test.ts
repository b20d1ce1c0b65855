import { createApiKey } from '@kolony/identity';
import { after, DAY, HOUR } from '@kolony/kernel';
import { createCoupon } from '@kolony/links';
import { type Check, TestEvent } from '@kolony/rest/schema';
import { castBrand } from '@kolony/scenarios/worlds';
import { mintClickToken } from '@kolony/tracking';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type ApiWorld, clickKeys, makeApiWorld } from './api-world.ts';

let api: ApiWorld;
beforeAll(async () => {
  api = await makeApiWorld({ budget: 9_000 });
});
afterAll(() => api[Symbol.asyncDispose]());

async function tried(body: unknown, key?: string): Promise<TestEvent> {
  const answer = await api.call({ url: '/v1/test-events', body, ...(key ? { key } : {}) });
  expect(answer.status).toBe(200);
  return TestEvent.parse(answer.body);
}
const failed = ({ checks }: TestEvent) =>
  checks.filter(({ result }) => result === 'failed').map(({ name, why }) => [name, why]);
const results = ({ checks }: TestEvent, name: Check['name']) =>
  checks.filter((check) => check.name === name).map(({ result }) => result);
const clickAt = (at: Date) =>
  mintClickToken(clickKeys, { linkNo: api.world.linkNo, dealNo: api.world.dealNo, at });

/** Every row of every table, but for the key's "last used" and what only counts. */
async function everything(): Promise<Record<string, unknown>> {
  const { db } = api.world.deps;
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'api_keys' ORDER BY 1`;
  const rows: Record<string, unknown> = {};
  for (const { name } of tables) {
    const [row] = await db.$queryRawUnsafe<{ hash: string | null; n: bigint }[]>(
      `SELECT count(*) AS n, md5(string_agg(t::text, '|' ORDER BY t::text)) AS hash FROM "${name}" t`,
    );
    rows[name] = `${row?.n} ${row?.hash}`;
  }
  return rows;
}

let before: Record<string, unknown>;
beforeEach(async () => {
  before = await everything();
  return async () => expect(await everything()).toEqual(before);
});

describe('a tried order', () => {
  test('passes every check by name, and says what would be earned and how', async () => {
    const event = await tried(api.order('t1', { customer_id: 'c1' }));
    expect(event).toMatchObject({
      recorded: false,
      earns: true,
      status: 201,
      problem: null,
      conversion: {
        order_id: 't1',
        attribution: { winner: api.clickId(), touches: [{ share: 1, why: 'last_touch' }] },
        // 15 % of ¥200.00
        commissions: [{ base: 20_000, rate: 1_500, amount: 3_000, state: 'pending' }],
      },
    });
    expect(event.checks.map(({ name, result }) => `${name} ${result}`)).toEqual([
      'body passed',
      'occurred_at passed',
      'order_id passed',
      'click_genuine passed',
      'click_known passed',
      'before_order passed',
      'in_window passed',
      'deal_active passed',
      'currency passed',
      'credited passed',
      'campaign_live passed',
      'minimum passed',
      'rate passed',
      'rounding passed',
      'caps passed',
      'budget passed',
    ]);
    expect(event.checks.at(-1)?.facts).toEqual({ left: 9_000, needed: 3_000, currency: 'CNY' });
    const [derivation] = event.derivations;
    expect(derivation?.commission_id).toBe(event.conversion?.commissions[0]?.id);
    expect(derivation?.steps).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'rate', rate_bp: 1_500, base: 20_000, amount: 3_000 }),
        expect.objectContaining({ kind: 'outlay', amount: 3_000 }),
      ]),
    );
  });

  test('and then sent is answered with the same figures', async () => {
    await using other = await makeApiWorld();
    const order = other.order('same', { items: [{ sku: 's', quantity: 1, amount: 20_000 }] });
    const trial = TestEvent.parse((await other.call({ url: '/v1/test-events', body: order })).body);
    const real = (await other.call({ url: '/v1/conversions', body: order })).body;
    const figures = (conversion: unknown) => {
      const { id: _, commissions, ...rest } = Object(conversion);
      return { ...rest, commissions: commissions.map(({ id: __, ...row }: { id: string }) => row) };
    };
    expect(figures(trial.conversion)).toEqual(figures(real));
  });

  test('a hundred times at once takes nothing from the budget', async () => {
    const events = await Promise.all(Array.from({ length: 100 }, () => tried(api.order('again'))));
    expect(new Set(events.map(({ status, earns }) => `${status} ${earns}`))).toEqual(new Set(['201 true']));
  });
});

describe('says why not', () => {
  const cases: [string, () => Record<string, unknown>, [string, string][]][] = [
    ['a field that is none', () => api.order('t', { amount: '1' }), [['body', 'api/invalid_request']]],
    ['an unknown field', () => api.order('t', { colour: 1 }), [['body', 'api/invalid_request']]],
    [
      'an order to come',
      () => api.order('t', { occurred_at: after(api.world.clock.now(), HOUR).toISOString() }),
      [['occurred_at', 'commissions/occurred_in_future']],
    ],
    [
      'a rate into its own currency',
      () => api.order('t', { fx: { currency: 'CNY', rate: '1', source: 's' } }),
      [['exchange_rate', 'commissions/fx_same_currency']],
    ],
    [
      'nonsense for a click',
      () => api.order('t', { click_id: 'nonsense' }),
      [
        ['click_genuine', 'malformed'],
        ['credited', 'no_touch_counts'],
      ],
    ],
    [
      'a changed click id',
      () => api.order('t', { click_id: `${api.clickId().slice(0, -4)}AAAA` }),
      [
        ['click_genuine', 'forged'],
        ['credited', 'no_touch_counts'],
      ],
    ],
    [
      'a click after the order',
      () => api.order('t', { click_id: clickAt(after(api.world.clock.now(), HOUR)) }),
      [
        ['before_order', 'after_order'],
        ['credited', 'no_touch_counts'],
      ],
    ],
    [
      'a click before the deal',
      () => api.order('t', { click_id: clickAt(after(api.world.clock.now(), -DAY)) }),
      [
        ['deal_active', 'deal_not_active'],
        ['credited', 'no_touch_counts'],
      ],
    ],
    [
      'a click of long ago',
      () => api.order('t', { click_id: clickAt(after(api.world.clock.now(), -31 * DAY)) }),
      [
        ['in_window', 'outside_window'],
        ['credited', 'no_touch_counts'],
      ],
    ],
    [
      'another currency',
      () => api.order('t', { currency: 'USD' }),
      [
        ['currency', 'other_currency'],
        ['credited', 'no_touch_counts'],
      ],
    ],
    [
      "nobody's code",
      () => api.order('t', { click_id: undefined, coupon_code: 'NOBODY' }),
      [
        ['code_known', 'unknown_code'],
        ['credited', 'no_touch_counts'],
      ],
    ],
    ['no touch at all', () => api.order('t', { click_id: undefined }), [['credited', 'no_touch_sent']]],
    ['too small', () => api.order('t', { amount: 1 }), [['rounding', 'below_minor_unit']]],
    ['more than the budget has', () => api.order('t', { amount: 60_010 }), [['budget', 'budget_exhausted']]],
  ];
  test.each(cases)('%s', async (_what, body, expected) => {
    const event = await tried(body());
    expect(failed(event)).toEqual(expected);
    expect(event.earns).toBe(false);
  });

  test('what is not an order at all names its field, as the real call would', async () => {
    const event = await tried({ order_id: 'x' });
    const real = await api.call({ url: '/v1/conversions', body: { order_id: 'x' } });
    expect(event).toMatchObject({ status: 422, conversion: null, problem: real.body });
    expect((await api.call({ url: '/v1/test-events', raw: '{' })).status).toBe(400);
  });

  test('checks that an earlier one makes pointless are skipped, not passed', async () => {
    const event = await tried(api.order('t', { click_id: 'nonsense' }));
    expect(results(event, 'in_window')).toEqual(['skipped']);
    expect(results(event, 'budget')).toEqual([]);
    expect(results(await tried(api.order('t', { amount: 1 })), 'budget')).toEqual(['skipped']);
  });

  test("another brand's genuine click is nobody's here", async () => {
    const { deps } = api.world;
    const stranger = await castBrand(deps, { email: 'b@brand.example', workspace: 'B' });
    const { key } = await createApiKey(deps, stranger.scope, { name: 'B', scopes: ['conversions:write'] });
    before = await everything();
    const event = await tried(api.order('t'), key);
    expect(results(event, 'click_genuine')).toEqual(['passed']);
    expect(failed(event)).toEqual([
      ['click_known', 'unknown_link'],
      ['credited', 'no_touch_counts'],
    ]);
  });
});

test('a code that is used is shown beside the click that it wins from', async () => {
  const { deps, brand, link } = api.world;
  await createCoupon(deps, brand.scope, { dealId: link.dealId, code: 'MEI10' });
  before = await everything();
  const event = await tried(api.order('t', { coupon_code: 'mei10' }));
  expect(event.conversion?.attribution).toMatchObject({
    winner: 'MEI10',
    touches: [
      { kind: 'click', share: 0, why: 'lost_to_code' },
      { kind: 'code', share: 1, why: 'code_wins' },
    ],
  });
  expect(results(event, 'code_known')).toEqual(['passed']);
});

test('an order that is there already would be replayed; with another body it is a conflict', async () => {
  await api.call({ url: '/v1/conversions', body: api.order('real') });
  before = await everything();
  const again = await tried(api.order('real'));
  expect(again).toMatchObject({ status: 200, conversion: { replayed: true } });
  expect(again.checks.find(({ name }) => name === 'order_id')).toMatchObject({
    result: 'passed',
    why: 'replayed',
  });
  expect(await tried(api.order('real', { amount: 1 }))).toMatchObject({
    status: 409,
    conversion: null,
    problem: { code: 'commissions/conversion_conflict' },
  });
});

test('needs the scope that orders need', async () => {
  const key = await api.keyWith(['conversions:read']);
  before = await everything();
  const answer = await api.call({ url: '/v1/test-events', body: {}, key });
  expect(answer).toMatchObject({ status: 403, body: z.object({ code: z.string() }).parse(answer.body) });
});
