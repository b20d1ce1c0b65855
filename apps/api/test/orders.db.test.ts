import { createApiKey, openBrandSession, signUpBrand } from '@kolony/identity';
import { after, HOUR, present } from '@kolony/kernel';
import { mintClickToken, readClickTokenKeys } from '@kolony/tracking';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ApiWorld, clickKeys, makeApiWorld } from './api-world.ts';

let api: ApiWorld;
beforeEach(async () => {
  api = await makeApiWorld();
});
afterEach(() => api[Symbol.asyncDispose]());

const send = (body: unknown) => api.call({ url: '/v1/conversions', body });
const refund = (body: Record<string, unknown>) =>
  api.call({
    url: '/v1/refunds',
    body: { refund_id: 'r1', order_id: 'o1', amount: 6_000, occurred_at: '2026-10-01T10:00:00Z', ...body },
  });

describe('an order', () => {
  const parts = { discount: 2_000, shipping: 0, tax: 1_300, store_id: 'tmall' };

  test('what was taken off and added to it is kept and told, and earns nobody anything', async () => {
    const created = await send(api.order('o1', parts));
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      amount: 20_000,
      ...parts,
      commissions: [{ base: 20_000, amount: 3_000 }],
    });
    expect((await api.call({ url: '/v1/conversions/o1' })).body).toMatchObject({ ...parts });
    expect(await send(api.order('o1', parts))).toMatchObject({
      status: 200,
      body: { ...parts, replayed: true },
    });
    expect(await send(api.order('o1', { ...parts, tax: 1_301 }))).toMatchObject({ status: 409 });
    expect(await send(api.order('o1'))).toMatchObject({ status: 409 });
    const nothing = { discount: null, shipping: null, tax: null, store_id: null };
    expect((await send(api.order('o2'))).body).toMatchObject(nothing);
    expect((await api.call({ url: '/v1/conversions/o2' })).body).toMatchObject(nothing);
    const inBatch = await api.call({
      url: '/v1/conversions/batch',
      raw: `${JSON.stringify(api.order('o3', parts))}\n`,
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expect(inBatch.status).toBe(207);
    expect((await api.call({ url: '/v1/conversions/o3' })).body).toMatchObject({ ...parts });
  });

  test.each([
    ['discount', -1],
    ['shipping', 1.5],
    ['tax', '13.00'],
    ['tax', 1_000_000_000_001],
    ['store_id', 'x'.repeat(61)],
  ])('%s of %j is refused by its name, and nothing is recorded', async (field, value) => {
    expect(await send(api.order('o1', { [field]: value }))).toMatchObject({ status: 422, body: { field } });
    expect(await api.world.deps.db.conversion.count()).toBe(0);
  });

  test('is recorded with who earned it, by which rule and why', async () => {
    const { link, campaignId, kol } = api.world;
    const answer = await send(
      api.order('o1', {
        customer_id: 'c-1',
        coupon_code: 'MEI',
        items: [{ sku: 's', quantity: 2, amount: 20_000 }],
        metadata: { shop: 'tmall' },
      }),
    );
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      order_id: 'o1',
      status: 'paid',
      amount: 20_000,
      currency: 'CNY',
      attribution: {
        model: 'last_click',
        window_days: 30,
        winner: api.clickId(),
        touches: [
          {
            click_id: api.clickId(),
            kol_id: kol.scope.kolId,
            at: after(api.world.clock.now(), -HOUR).toISOString(),
            share: 1,
            why: 'last_touch',
          },
        ],
        // Nobody's code: on record, and no hindrance.
        refused: [{ click_id: 'MEI', why: 'unknown_code' }],
      },
      commissions: [
        // 15 % of ¥200.00
        {
          order_id: 'o1',
          kol_id: kol.scope.kolId,
          deal_id: link.dealId,
          campaign_id: campaignId,
          terms_version: 1,
          rule: 'cps',
          base: 20_000,
          rate: 1_500,
          amount: 3_000,
          reversed: 0,
          currency: 'CNY',
          state: 'pending',
          refused_for: null,
          party: `kol:${kol.scope.kolId}`,
          outlay: 3_000,
        },
      ],
      replayed: false,
    });
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  test('sent again is answered as the first time; with another body it is a conflict that changes nothing', async () => {
    const order = api.order('o1');
    const first = await send(order);
    const again = await send(order);
    expect(again.status).toBe(200);
    expect(again.body).toEqual({ ...Object(first.body), replayed: true });
    const other = await send({ ...order, amount: 20_001 });
    expect(other).toMatchObject({
      status: 409,
      body: { code: 'commissions/conversion_conflict', status: 409 },
    });
    const read = await api.call({ url: '/v1/conversions/o1' });
    expect(read).toMatchObject({ status: 200, body: { amount: 20_000, commissions: [{ amount: 3_000 }] } });
  });

  test('50 at once are 50 orders; one sent 50 times at once is one', async () => {
    const different = await Promise.all(Array.from({ length: 50 }, (_, i) => send(api.order(`many-${i}`))));
    expect(different.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 201));
    const same = await Promise.all(Array.from({ length: 50 }, () => send(api.order('once'))));
    expect(same.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 49 }, () => 200), 201]);
    const page = await api.call({ url: '/v1/commissions?limit=200' });
    expect(page.body).toMatchObject({ next_cursor: null, data: expect.objectContaining({ length: 51 }) });
  });

  test('one bad order in a burst fails alone', async () => {
    const future = after(api.world.clock.now(), HOUR).toISOString();
    const answers = await Promise.all([
      send(api.order('a')),
      send(api.order('b', { occurred_at: future })),
      send(api.order('c')),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 422, 201]);
    expect(answers[1]?.body).toMatchObject({ code: 'commissions/occurred_in_future', field: 'occurred_at' });
  });

  test('the last eligible of several touches earns it', async () => {
    const { linkNo, dealNo, clock } = api.world;
    const touch = (hoursAgo: number) =>
      mintClickToken(clickKeys, { linkNo, dealNo, at: after(clock.now(), -hoursAgo * HOUR) });
    const touches = [touch(1.5), touch(1), touch(0.5)];
    const { body } = await send(api.order('o1', { click_id: undefined, touches }));
    expect(body).toMatchObject({
      attribution: {
        winner: touches[2],
        touches: [{ why: 'not_last' }, { why: 'not_last' }, { why: 'last_touch' }],
      },
    });
  });

  test('without a click is recorded and earns nobody', async () => {
    const answer = await send(api.order('o1', { click_id: undefined }));
    expect(answer).toMatchObject({
      status: 201,
      body: { attribution: { winner: null, touches: [], refused: [] }, commissions: [] },
    });
  });
});

describe('a click id that is not one of ours', () => {
  const cases: [string, () => string, string][] = [
    ['nonsense', () => 'nonsense', 'malformed'],
    ['one character too many', () => `${api.clickId()}A`, 'malformed'],
    ['a changed one', () => `${api.clickId().slice(0, -4)}AAAA`, 'forged'],
    [
      'a foreign key’s',
      () => mintClickToken(readClickTokenKeys('b2'.repeat(32)), { linkNo: 1, dealNo: 1, at: new Date() }),
      'forged',
    ],
    [
      'a signed one of no link',
      () => mintClickToken(clickKeys, { linkNo: 999_999, dealNo: 1, at: api.world.clock.now() }),
      'unknown_link',
    ],
  ];
  test.each(cases)(
    '%s: the order counts, nobody earns, and the answer says why',
    async (_name, clickId, why) => {
      const click_id = clickId();
      const answer = await send(api.order('o1', { click_id }));
      expect(answer).toMatchObject({
        status: 201,
        body: { attribution: { winner: null, refused: [{ click_id, why }] }, commissions: [] },
      });
    },
  );
});

test('a true click id with any bit flipped, or cut at any length, earns nobody', async () => {
  const true_id = api.clickId();
  const bytes = Buffer.from(true_id, 'base64url');
  const flipped = Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return { click_id: changed.toString('base64url'), why: 'forged' };
  });
  const cut = Array.from({ length: true_id.length - 1 }, (_, n) => ({
    click_id: true_id.slice(0, n + 1),
    why: 'malformed',
  }));
  const all = [...flipped, ...cut];
  for (let at = 0; at < all.length; at += 50) {
    const some = all.slice(at, at + 50);
    const touches = some.map(({ click_id }) => click_id);
    const answer = await send(api.order(`forged-${at}`, { click_id: undefined, touches }));
    expect(answer).toMatchObject({
      status: 201,
      body: { attribution: { winner: null, touches: [], refused: some }, commissions: [] },
    });
  }
});

describe('after the order', () => {
  test('a refund takes its share back, once', async () => {
    await send(api.order('o1'));
    const first = await refund({});
    expect(first).toMatchObject({
      status: 201,
      body: {
        refund_id: 'r1',
        amount: 6_000,
        currency: 'CNY',
        adjustments: [{ amount: 900, from: 'pending' }],
        replayed: false,
      },
    });
    expect(await refund({})).toMatchObject({ status: 200, body: { ...Object(first.body), replayed: true } });
    expect(await refund({ amount: 5_000 })).toMatchObject({
      status: 409,
      body: { code: 'commissions/refund_conflict' },
    });
    expect(await refund({ refund_id: 'r2', amount: 14_001 })).toMatchObject({
      status: 422,
      body: { code: 'commissions/refund_exceeds_order', facts: { left: 14_000 } },
    });
    expect(await refund({ refund_id: 'r3', order_id: 'never' })).toMatchObject({
      status: 404,
      body: { code: 'commissions/order_not_found' },
    });
  });

  test('a status moves it on, and never back', async () => {
    await send(api.order('o1', { status: 'placed' }));
    const status = (to: string) =>
      api.call({
        url: '/v1/conversions/o1/status',
        body: { status: to, occurred_at: api.world.clock.now().toISOString() },
      });
    expect(await status('paid')).toMatchObject({
      status: 200,
      body: { status: 'paid', commissions: [{ state: 'pending' }] },
    });
    expect(await status('completed')).toMatchObject({ status: 200, body: { status: 'completed' } });
    expect(await status('paid')).toMatchObject({ status: 200, body: { status: 'completed' } });
    expect(
      await api.call({
        url: '/v1/conversions/never/status',
        body: { status: 'paid', occurred_at: '2026-10-01T10:00:00Z' },
      }),
    ).toMatchObject({ status: 404 });
  });

  test('an order id with a slash, a space and 中文 is found again', async () => {
    const id = '订单 2026/10 #1';
    await send(api.order(id));
    expect(await api.call({ url: `/v1/conversions/${encodeURIComponent(id)}` })).toMatchObject({
      status: 200,
      body: { order_id: id },
    });
  });

  test('the longest order id there may be is found again', async () => {
    const id = '单'.repeat(120);
    expect(await send(api.order(id))).toMatchObject({ status: 201 });
    expect(await api.call({ url: `/v1/conversions/${encodeURIComponent(id)}` })).toMatchObject({
      status: 200,
    });
  });

  test('commissions come in pages, each with the whole story', async () => {
    for (const id of ['a', 'b', 'c']) {
      await send(api.order(id));
      api.world.clock.move(1);
    }
    const first = await api.call({ url: `/v1/commissions?limit=2&campaign_id=${api.world.campaignId}` });
    expect(first.body).toMatchObject({ data: [{ order_id: 'c' }, { order_id: 'b' }] });
    const { next_cursor: cursor, data } = Object(first.body);
    expect((await api.call({ url: `/v1/commissions?limit=2&cursor=${cursor}` })).body).toMatchObject({
      data: [{ order_id: 'a' }],
      next_cursor: null,
    });
    const story = await api.call({ url: `/v1/commissions/${data[0].id}/explain` });
    expect(story).toMatchObject({
      status: 200,
      body: {
        commission: { amount: 3_000 },
        decision: { window_days: 30 },
        entries: [
          { kind: 'accrue', amount: -3_000 },
          { kind: 'accrue', amount: 3_000 },
        ],
      },
    });
    expect(JSON.stringify(story.body)).not.toMatch(/"[a-z]+[A-Z]\w*":/);
    expect(await api.call({ url: '/v1/campaigns' })).toMatchObject({
      status: 200,
      body: { data: [{ id: api.world.campaignId, state: 'live', funded: 1_000_000, free: 991_000 }] },
    });
  });

  test('another brand finds none of it, and may use the same order id', async () => {
    const first = await send(api.order('o1'));
    const { deps } = api.world;
    const { token } = await signUpBrand(deps, {
      email: 'b@brand.example',
      password: 'a sentence of its own',
      name: 'B',
      workspace: 'B',
      timeZone: 'UTC',
    });
    const { scope } = present(await openBrandSession(deps, token), 'session');
    const { key } = await createApiKey(deps, scope, {
      name: 'B',
      scopes: ['conversions:read', 'conversions:write', 'commissions:read', 'campaigns:read'],
    });
    expect(await api.call({ key, url: '/v1/conversions/o1' })).toMatchObject({ status: 404 });
    expect(
      await api.call({ key, url: `/v1/commissions/${Object(first.body).commissions[0].id}/explain` }),
    ).toMatchObject({ status: 404 });
    expect((await api.call({ key, url: '/v1/commissions' })).body).toEqual({ data: [], next_cursor: null });
    expect((await api.call({ key, url: '/v1/campaigns' })).body).toEqual({ data: [], next_cursor: null });
    // A's click is no click of B's.
    expect(await api.call({ key, url: '/v1/conversions', body: api.order('o1') })).toMatchObject({
      status: 201,
      body: { commissions: [], attribution: { refused: [{ why: 'unknown_link' }] } },
    });
  });
});
