import { endDeal } from '@kolony/deals';
import { describe, expect, test } from 'vitest';
import { couponsForShop, createCoupon, generateCoupons, listCoupons } from '../src/index.ts';
import { GenerateCoupons, NewCoupon } from '../src/schema.ts';
import { makeWorld } from './world.ts';

describe('a code', () => {
  test('is one code in any case, belongs to one deal of the brand, and its KOL sees it', async () => {
    await using w = await makeWorld();
    const { deal } = await w.active();
    const coupon = await createCoupon(w.deps, w.brand, { dealId: deal.id, code: ' mei10 ' });
    expect(coupon).toEqual({
      id: expect.stringMatching(/^cpn_/),
      dealId: deal.id,
      code: 'MEI10',
      createdAt: w.clock.now(),
    });
    const taken = { code: 'links/code_taken', kind: 'conflict', facts: { field: 'code', code: 'MEI10' } };
    const again = await w.active();
    await expect(
      createCoupon(w.deps, w.brand, { dealId: again.deal.id, code: 'Mei10' }),
    ).rejects.toMatchObject(taken);
    expect(await listCoupons(w.deps, w.kol, { dealId: deal.id })).toEqual([coupon]);
    expect(await listCoupons(w.deps, w.otherKol, { dealId: deal.id })).toEqual([]);
    expect(await listCoupons(w.deps, w.other, { dealId: deal.id })).toEqual([]);
    expect(await w.audited(coupon.id)).toEqual([{ action: 'coupon.created', actor: w.brand.actor }]);
  });

  test('is given to active deals of one’s own only', async () => {
    await using w = await makeWorld();
    const { deal } = await w.active();
    await expect(createCoupon(w.deps, w.other, { dealId: deal.id, code: 'MEI10' })).rejects.toMatchObject({
      code: 'deals/deal_not_found',
    });
    await endDeal(w.deps, w.brand, { id: deal.id, reason: 'Over' });
    await expect(generateCoupons(w.deps, w.brand, { dealId: deal.id, count: 2 })).rejects.toMatchObject({
      code: 'links/deal_not_active',
    });
    expect(await w.db.coupon.count()).toBe(0);
  });

  test('begins with a letter or digit, so that no spreadsheet takes it for a formula', () => {
    for (const code of ['=SUM(A1)', '-ABC', '@ABC', '_ABC', 'AB', 'A B C', 'a,b', 'x'.repeat(41)])
      expect([code, NewCoupon.safeParse({ dealId: 'd', code }).success]).toEqual([code, false]);
    expect(NewCoupon.parse({ dealId: 'd', code: ' 双11-mei ' }).code).toBe('双11-MEI');
    expect(GenerateCoupons.safeParse({ dealId: 'd', prefix: '+A', count: 1 }).success).toBe(false);
  });
});

describe('codes in bulk', () => {
  test('a thousand at once are a thousand different, readable, and all in the shop’s list', async () => {
    await using w = await makeWorld();
    const { deal } = await w.active();
    const [made] = await Promise.all([
      generateCoupons(w.deps, w.brand, { dealId: deal.id, prefix: 'mei', count: 1_000 }),
      generateCoupons(w.deps, w.brand, { dealId: deal.id, prefix: 'mei', count: 10 }),
    ]);
    expect(new Set(made.map(({ code }) => code)).size).toBe(1_000);
    for (const { code } of made) expect(code).toMatch(/^MEI[2-9BCDFGHJKMNPQRSTVWXYZ]{6}$/);
    const list = await couponsForShop(w.deps, w.brand, {});
    expect(list).toHaveLength(1_010);
    expect(list[0]).toMatchObject({ kol: 'mei', campaign: 'Spring serum' });
    expect(await couponsForShop(w.deps, w.other, {})).toEqual([]);
  });

  test('a deal has ten thousand at most, and a request for more makes none', async () => {
    await using w = await makeWorld();
    const { deal } = await w.active();
    for (let round = 0; round < 9; round++)
      await generateCoupons(w.deps, w.brand, { dealId: deal.id, count: 1_000 });
    await generateCoupons(w.deps, w.brand, { dealId: deal.id, count: 999 });
    await expect(generateCoupons(w.deps, w.brand, { dealId: deal.id, count: 2 })).rejects.toMatchObject({
      code: 'links/too_many_codes',
      facts: { limit: 10_000 },
    });
    expect(await w.db.coupon.count()).toBe(9_999);
  });
});
