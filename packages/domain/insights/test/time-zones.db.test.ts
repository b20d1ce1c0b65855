import { expect, test } from 'vitest';
import { campaignReport } from '../src/index.ts';
import { ANN, brand, click, give, makeInsightsWorld, orderEvent } from './world.ts';

const names = new Map([['kol_ann', 'Ann']]);
const input = (timeZone: string, from: string, to: string) =>
  ({ campaignId: 'cmp_x', period: { from, to }, currency: 'CNY', timeZone, names }) as const;

/**
 * Four orders whose amounts tell them apart, around three midnights. New York leaves daylight saving at
 * 2026-11-01T06:00Z, so its 1 November has 25 hours: 04:00Z to 05:00Z of the next day.
 *   100     03:59:59.999Z  New York 31 Oct 23:59, UTC 1 Nov, Shanghai 1 Nov 11:59
 *   2,000   15:59:59.999Z  New York 1 Nov,        UTC 1 Nov, Shanghai 1 Nov 23:59
 *   30,000  16:00:00.000Z  New York 1 Nov,        UTC 1 Nov, Shanghai 2 Nov 00:00
 *   400,000 04:59:59.999Z of 2 Nov: New York 1 Nov 23:59, UTC 2 Nov, Shanghai 2 Nov
 */
const ORDERS = [
  ['o1', '2026-11-01T03:59:59.999Z', 100],
  ['o2', '2026-11-01T15:59:59.999Z', 2_000],
  ['o3', '2026-11-01T16:00:00.000Z', 30_000],
  ['o4', '2026-11-02T04:59:59.999Z', 400_000],
] as const;

test.each([
  ['UTC', { '2026-10-31': 0, '2026-11-01': 32_100, '2026-11-02': 400_000 }],
  ['Asia/Shanghai', { '2026-10-31': 0, '2026-11-01': 2_100, '2026-11-02': 430_000 }],
  ['America/New_York', { '2026-10-31': 100, '2026-11-01': 432_000, '2026-11-02': 0 }],
] as const)('a day begins at midnight in %s', async (timeZone, expected) => {
  await using world = await makeInsightsWorld();
  await give(
    world.warehouse,
    'order_events',
    ORDERS.map(([conversion, at, amount]) =>
      orderEvent({ origin: ANN, conversion, at }, 'placed', { orders: 1, amount }),
    ),
  );
  const report = await campaignReport(world, brand('brd_a'), input(timeZone, '2026-10-31', '2026-11-02'));
  expect(Object.fromEntries(report.days.map(({ day, placed }) => [day, placed]))).toEqual(expected);
  expect(report.gmv.placed).toBe(432_100);

  // A period of one day has that day's orders and no others.
  for (const [day, placed] of Object.entries(expected)) {
    const one = await campaignReport(world, brand('brd_a'), input(timeZone, day, day));
    expect([day, one.gmv.placed, one.days.length]).toEqual([day, placed, 1]);
  }
});

test('a zone whose midnight is not on a UTC hour', async () => {
  await using world = await makeInsightsWorld();
  // India is UTC+05:30: its 2 November begins at 18:30Z.
  const rows = ['2026-11-01T18:29:59.999Z', '2026-11-01T18:30:00.000Z', '2026-11-01T18:59:59.999Z'].map(
    (at) => click(ANN, at),
  );
  await give(world.warehouse, 'clicks', rows);
  const { days } = await campaignReport(
    world,
    brand('brd_a'),
    input('Asia/Kolkata', '2026-11-01', '2026-11-02'),
  );
  expect(days.map(({ day, clicks }) => [day, clicks])).toEqual([
    ['2026-11-01', 1],
    ['2026-11-02', 2],
  ]);
});

test('a midnight that comes twice keeps its first hour', async () => {
  await using world = await makeInsightsWorld();
  // Havana sets 01:00 back to 00:00 on 1 November 2026: the day lasts from 04:00Z to 05:00Z of the next day.
  const rows = ['2026-11-01T03:59:59.999Z', '2026-11-01T04:00:00.000Z', '2026-11-01T05:30:00.000Z'].map(
    (at) => click(ANN, at),
  );
  await give(world.warehouse, 'clicks', rows);
  const { clicks } = await campaignReport(
    world,
    brand('brd_a'),
    input('America/Havana', '2026-11-01', '2026-11-01'),
  );
  expect(clicks).toBe(2);
});
