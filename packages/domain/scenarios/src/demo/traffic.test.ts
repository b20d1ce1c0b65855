import { DAY } from '@kolony/kernel';
import { expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import { CAMPAIGNS } from './people.ts';
import { clicksOf, dayWeight, type LiveDeal, ordersOf } from './traffic.ts';

const monday = new Date('2026-11-02T00:00:00.000Z');
const saturday = new Date('2026-11-07T00:00:00.000Z');
const deal: LiveDeal = {
  brandId: 'b',
  campaignId: 'c',
  dealId: 'd',
  kolId: 'k',
  linkId: 'l',
  linkNo: 1,
  dealNo: 1,
  weight: 1,
};

test('weekends are busier than Mondays, and evenings than nights', () => {
  expect(dayWeight(saturday, 10)).toBeGreaterThan(dayWeight(monday, 10));
  const hours = clicksOf(seededRandom(1), { day: monday, deals: [deal], count: 5_000 }).map((click) =>
    click.at.getUTCHours(),
  );
  const during = (from: number, to: number) => hours.filter((hour) => hour >= from && hour < to).length;
  expect(during(19, 22)).toBeGreaterThan(5 * during(1, 4));
});

test('every order follows its click, falls on its day, and gives back no more than it was', () => {
  const random = seededRandom(2);
  const [campaign] = CAMPAIGNS;
  if (!campaign) throw new Error('no campaign');
  const recent = [
    ...clicksOf(random, { day: new Date(monday.getTime() - DAY), deals: [deal], count: 300 }),
    ...clicksOf(random, { day: monday, deals: [deal], count: 300 }),
  ];
  const orders = ordersOf(random, { campaign, day: monday, count: 200, recent, serial: 1 });
  for (const { click, at, amount, refund } of orders) {
    expect(at.getTime()).toBeGreaterThanOrEqual(click.at.getTime());
    expect(at.toISOString().slice(0, 10)).toBe('2026-11-02');
    expect(refund?.amount ?? 0).toBeLessThanOrEqual(amount);
  }
  expect(new Set(orders.map((order) => order.orderId)).size).toBe(orders.length);
});
