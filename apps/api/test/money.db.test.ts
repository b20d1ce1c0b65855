import { createCoupon } from '@kolony/links';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type ApiWorld, makeApiWorld } from './api-world.ts';

let api: ApiWorld;
beforeAll(async () => {
  api = await makeApiWorld();
});
afterAll(() => api[Symbol.asyncDispose]());

const post = (url: string, body: object) => api.call({ url, body });
const Recorded = z.object({ commissions: z.array(z.object({ id: z.string() })) });
const at = () => api.world.clock.now().toISOString();

describe('money over REST', () => {
  test('an order in another currency is priced by the rate its request gives, which the explanation shows', async () => {
    const { body, status } = await post('/v1/conversions', {
      ...api.order('usd-1', { amount: 4_999, currency: 'USD' }),
      fx: { currency: 'CNY', rate: '7.1234', source: 'ECB 2026-09-30' },
    });
    expect(status).toBe(201);
    // US$49.99 × 7.1234 = ¥356.10 → 15 % = ¥53.415 → ¥53.42
    expect(body).toMatchObject({ commissions: [{ base: 35_610, amount: 5_342, currency: 'CNY' }] });
    const [commission] = Recorded.parse(body).commissions;
    const { body: why } = await api.call({ url: `/v1/commissions/${commission?.id}/explain` });
    const step = { kind: 'fx', rate: '7.1234', source: 'ECB 2026-09-30', amount: 35_610, currency: 'CNY' };
    expect(why).toMatchObject({ derivation: { steps: expect.arrayContaining([step]) } });
    const same = await post('/v1/conversions', {
      ...api.order('cny-1'),
      fx: { currency: 'CNY', rate: '1', source: 'none' },
    });
    expect(same).toMatchObject({ status: 422, body: { code: 'commissions/fx_same_currency' } });
  });

  test('a refund names its lines; a chargeback is won back; a case freezes the hold', async () => {
    const items = [
      { sku: 'A', quantity: 1, amount: 12_000 },
      { sku: 'B', quantity: 1, amount: 8_000 },
    ];
    await post('/v1/conversions', { ...api.order('o1'), items });
    const about = { order_id: 'o1', occurred_at: at() };
    const back = await post('/v1/refunds', {
      ...about,
      refund_id: 'r1',
      amount: 8_000,
      items: [{ sku: 'B', amount: 8_000 }],
    });
    // 15 % of ¥80.00
    expect(back).toMatchObject({ status: 201, body: { adjustments: [{ amount: 1_200, from: 'pending' }] } });
    const charged = { ...about, refund_id: 'cb1', amount: 12_000, kind: 'chargeback' };
    expect(await post('/v1/refunds', charged)).toMatchObject({ body: { adjustments: [{ amount: 1_800 }] } });
    const won = await post('/v1/refunds/cb1/won-back', about);
    expect(won).toMatchObject({ status: 201, body: { adjustments: [{ amount: -1_800 }] } });
    const frozen = await post('/v1/conversions/o1/cases', {
      case_id: 'c1',
      status: 'opened',
      occurred_at: at(),
    });
    expect(frozen).toMatchObject({ status: 200, body: { commissions: [{ frozen: true }] } });
    const thawed = await post('/v1/conversions/o1/cases', {
      case_id: 'c1',
      status: 'closed',
      occurred_at: at(),
    });
    expect(thawed).toMatchObject({ status: 200, body: { commissions: [{ frozen: false, amount: 3_000 }] } });
  });

  test('a coupon without a click earns its KOL', async () => {
    const { deps, brand, link } = api.world;
    await createCoupon(deps, brand.scope, { dealId: link.dealId, code: 'MEI10' });
    const { click_id: _, ...order } = api.order('coupon-1', { coupon_code: 'mei10' });
    const { body } = await post('/v1/conversions', order);
    expect(body).toMatchObject({
      attribution: { winner: 'MEI10', touches: [{ kind: 'code', why: 'code_wins' }] },
      commissions: [{ amount: 3_000 }],
    });
  });
});
