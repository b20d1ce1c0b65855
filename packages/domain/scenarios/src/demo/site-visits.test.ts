import { DAY, present } from '@kolony/kernel';
import { expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import { audienceOf } from './audience.ts';
import { CAMPAIGNS } from './campaigns.ts';
import { Customers } from './customers.ts';
import { visitsOf } from './site-visits.ts';
import { clicksOf, type LiveDeal, ordersOf } from './traffic.ts';

const day = new Date('2026-11-02T00:00:00.000Z');
const campaign = present(CAMPAIGNS[0], 'campaign');
const deal = (kol: LiveDeal['kol'], no: number): LiveDeal => ({
  kol,
  brandId: 'b',
  campaignId: 'c',
  dealId: `d${no}`,
  kolId: kol,
  linkId: `l${no}`,
  linkNo: no,
  dealNo: no,
  weight: 1,
  audience: audienceOf({ timeZone: 'Asia/Shanghai', channels: [{ platform: 'douyin' }] }),
});

function visited() {
  const random = seededRandom(3);
  const deals = [deal('mei', 1), deal('ajie', 2)];
  // Few visitors, so that many of them wander.
  const clicks = clicksOf(random, { day, age: 1, deals, count: 3_000 }).map((click) => ({
    ...click,
    visitor: click.visitor % 900,
  }));
  const made = { campaign, day, count: 200, recent: clicks, serial: 1, customers: new Customers() };
  const orders = ordersOf(random, made);
  const until = new Date(day.getTime() + DAY);
  const campaigns = new Map([['c', campaign]]);
  return { clicks, orders, visits: [...visitsOf(random, { clicks, orders, carts: [], campaigns, until })] };
}

test('fewer people at every step, and everybody who ordered had looked', () => {
  const { clicks, orders, visits } = visited();
  const of = (event: string) => visits.filter((visit) => visit.event === event);
  expect(of('view').length).toBeLessThan(clicks.length);
  expect(of('view').length).toBeGreaterThan(clicks.length / 2);
  expect(of('cart').length).toBeLessThan(of('view').length / 3);
  expect(of('order').length).toBeGreaterThan(orders.length * 0.85);
  expect(of('order').length).toBeLessThanOrEqual(orders.length);
  const looked = new Set(of('view').map(({ click }) => click));
  for (const { click, order, at } of of('order')) {
    expect(looked).toContain(click);
    expect(at).toEqual(order?.at);
  }
  for (const { at, click } of visits) expect(at.getTime()).toBeGreaterThanOrEqual(click.at.getTime());
});

test('nobody fills a cart and then goes on to another link', () => {
  const { clicks, visits } = visited();
  const last = new Map(clicks.map((click) => [click.visitor, click]));
  for (const { click } of visits.filter(({ event }) => event === 'cart'))
    expect(last.get(click.visitor)).toBe(click);
});
