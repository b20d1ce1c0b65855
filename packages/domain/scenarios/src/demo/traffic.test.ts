import { DAY } from '@kolony/kernel';
import { expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import { audienceOf, homeOf } from './audience.ts';
import { CAMPAIGNS } from './campaigns.ts';
import { Customers } from './customers.ts';
import { clicksOf, dayWeight, type LiveDeal, ordersOf } from './traffic.ts';

const monday = new Date('2026-11-02T00:00:00.000Z');
const saturday = new Date('2026-11-07T00:00:00.000Z');
const deal: LiveDeal = {
  kol: 'mei',
  brandId: 'b',
  campaignId: 'c',
  dealId: 'd',
  kolId: 'k',
  linkId: 'l',
  linkNo: 1,
  dealNo: 1,
  weight: 1,
  audience: audienceOf({ timeZone: 'Asia/Shanghai', channels: [{ platform: 'xiaohongshu' }] }),
  coupon: { code: 'MEI10', heard: 0.5 },
};

test('weekends are busier than Mondays, and evenings than nights', () => {
  expect(dayWeight(saturday, 10)).toBeGreaterThan(dayWeight(monday, 10));
  const clicks = clicksOf(seededRandom(1), { day: monday, age: 1, deals: [deal], count: 5_000 });
  // In Shanghai, where they are read.
  const hours = clicks.map((click) => (click.at.getUTCHours() + 8) % 24);
  const during = (from: number, to: number) => hours.filter((hour) => hour >= from && hour < to).length;
  expect(during(19, 22)).toBeGreaterThan(5 * during(1, 4));
});

test('every order follows its click, falls on its day, and gives back no more than it was', () => {
  const random = seededRandom(2);
  const [campaign] = CAMPAIGNS;
  if (!campaign) throw new Error('no campaign');
  const recent = [
    ...clicksOf(random, { day: new Date(monday.getTime() - DAY), age: 1, deals: [deal], count: 300 }),
    ...clicksOf(random, { day: monday, age: 2, deals: [deal], count: 300 }),
  ];
  const orders = ordersOf(random, {
    campaign,
    day: monday,
    count: 600,
    recent,
    serial: 1,
    customers: new Customers(),
  });
  for (const { click, at, amount, lines, code, heard, refund } of orders) {
    expect(at.getTime()).toBeGreaterThanOrEqual(click.at.getTime());
    expect(at.toISOString().slice(0, 10)).toBe('2026-11-02');
    expect(refund?.amount ?? 0).toBeLessThanOrEqual(amount);
    expect(lines.reduce((sum, line) => sum + line.amount, 0)).toBe(amount);
    for (const item of refund?.items ?? []) expect(lines).toContainEqual(expect.objectContaining(item));
    if (heard) expect(code).toBe('MEI10');
  }
  const share = (some: (order: (typeof orders)[number]) => boolean) =>
    orders.filter(some).length / orders.length;
  expect(share(({ code }) => code !== null)).toBeCloseTo(0.2, 1);
  expect(share(({ lines }) => lines.length > 1)).toBeCloseTo(0.32, 1);
  expect(orders.some(({ refund }) => (refund?.items.length ?? 0) > 0)).toBe(true);
  const bought = Map.groupBy(orders, ({ customerId }) => customerId);
  expect([...bought.values()].filter((own) => own.length > 2).length).toBeGreaterThan(5);
  expect(new Set(orders.map((order) => order.orderId)).size).toBe(orders.length);
});

test('a visitor has one home, and an audience is at home where its KOL is watched', () => {
  const homes = Array.from({ length: 1_000 }, (_, visitor) => homeOf(deal.audience, visitor).country);
  expect(homes).toEqual(
    Array.from({ length: 1_000 }, (_, visitor) => homeOf(deal.audience, visitor).country),
  );
  expect(homes.filter((country) => country === 'CN').length).toBe(880);
  expect(homes).not.toContain('');
});
