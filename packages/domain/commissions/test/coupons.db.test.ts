import { after, DAY, HOUR } from '@kolony/kernel';
import { createCoupon } from '@kolony/links';
import { expect, test } from 'vitest';
import { couponUse } from '../src/index.ts';
import { LEAK } from '../src/schema.ts';
import { dealWorld } from './world.ts';

async function couponWorld() {
  const w = await dealWorld({ earnings: [{ kind: 'cps', rateBp: 1_500 }] });
  await createCoupon(w.deps, w.brand.scope, { dealId: w.link.dealId, code: 'MEI10' });
  const use = async (scope = w.brand.scope) => (await couponUse(w.deps, scope, {})).data[0];
  return Object.assign(w, { use });
}

test('orders, value and commission of a code, net of refunds, the same for both sides', async () => {
  await using w = await couponWorld();
  // ¥100.00 by the code alone, in another case; ¥200.00 by a link only, which is not the code's.
  await w.record('coded', 10_000, { touches: [], couponCode: ' mei10 ' });
  await w.record('linked', 20_000);
  expect(await w.use()).toMatchObject({
    code: 'MEI10',
    kolName: 'Mei',
    orders: 1,
    gmv: 10_000,
    commission: 1_500,
    recentOrders: 1,
    recentWithoutClick: 1,
    leaking: false,
  });
  await w.refund('coded', 4_000);
  const brand = await w.use();
  expect(brand).toMatchObject({ orders: 1, gmv: 10_000, commission: 900 });
  const { data } = await couponUse(w.deps, w.kol.scope, { dealId: w.link.dealId });
  expect(data).toEqual([brand]);
  expect((await couponUse(w.deps, w.brand.scope, { search: 'ei1' })).data).toHaveLength(1);
  expect((await couponUse(w.deps, w.brand.scope, { search: 'nobody' })).data).toEqual([]);
});

test('the alarm: ten orders of a week without a click, and four in five of those that named the code', async () => {
  await using w = await couponWorld();
  const alone = { touches: [], couponCode: 'MEI10' };
  for (let n = 1; n < LEAK.orders; n++) await w.record(`alone-${n}`, 1_000, alone);
  // Older than a week: it does not count.
  await w.record('old', 1_000, { ...alone, occurredAt: after(w.clock.now(), -HOUR) });
  w.clock.move(0);
  expect(await w.use()).toMatchObject({ recentWithoutClick: 10, leaking: true });
  w.clock.move(7 * DAY - HOUR);
  expect(await w.use()).toMatchObject({ recentWithoutClick: 9, leaking: false });
  await w.record('tenth', 1_000, alone);
  // Two with a click of the KOL's link: 10 of 12 is 83 %; a third and it is 77 %.
  await w.record('clicked-1', 1_000, { couponCode: 'MEI10' });
  await w.record('clicked-2', 1_000, { couponCode: 'MEI10' });
  expect(await w.use()).toMatchObject({ recentOrders: 12, recentWithoutClick: 10, leaking: true });
  await w.record('clicked-3', 1_000, { couponCode: 'MEI10' });
  expect(await w.use()).toMatchObject({ recentOrders: 13, recentWithoutClick: 10, leaking: false });
});
