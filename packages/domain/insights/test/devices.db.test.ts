import { expect, test } from 'vitest';
import { attributionReport, dealReport, funnelReport, ownReport } from '../src/index.ts';
import { ANN, BEN, brand, click, give, kol, makeInsightsWorld, type Origin } from './world.ts';

const clicked = (origin: Origin, visitor: string, at: string, clickId = `${visitor}_${at}`) => ({
  ...click(origin, at),
  click_id: clickId,
  visitor,
});

/** An order of ¥100.00 that came by one click, all of which pay gave it. */
const ordered = (origin: Origin, conversion: string, { click_id, at }: { click_id: string; at: string }) => ({
  brand_id: origin.brand,
  campaign_id: origin.campaign,
  deal_id: origin.deal,
  kol_id: origin.kol,
  link_id: origin.link,
  kind: 'click',
  click_id,
  touch_at: at,
  place: 0,
  verdict: 'last_touch',
  share_bp: 10_000,
  conversion_id: conversion,
  order_id: conversion,
  customer_id: 'wang',
  amount: 10_000,
  currency: 'CNY',
  order_at: at,
});

const ELSEWHERE: Origin = { ...ANN, brand: 'brd_b', campaign: 'cmp_b', deal: 'dea_b', link: 'lnk_b' };
const period = { from: '2026-11-01', to: '2026-11-30' };
const asked = { currency: 'CNY' as const, period, timeZone: 'UTC' };

/**
 * Wang ordered on a phone in September, clicked Ann's link on it on 3 November and ordered on a laptop by Ben's on the
 * tenth. A stranger clicked Ann's and ordered nothing. Another brand has a customer of the same name, who is somebody
 * else.
 */
async function twoDevices() {
  const w = await makeInsightsWorld();
  const phone = clicked(ANN, 'phone', '2026-09-01T12:00:00.000Z');
  const laptop = clicked(BEN, 'laptop', '2026-11-10T12:00:00.000Z');
  const tablet = clicked(ELSEWHERE, 'tablet', '2026-11-02T12:00:00.000Z');
  await give(w.warehouse, 'clicks', [
    phone,
    laptop,
    tablet,
    clicked(ANN, 'phone', '2026-11-03T12:00:00.000Z'),
    clicked(ANN, 'laptop', '2026-11-12T12:00:00.000Z'),
    clicked(ANN, 'stranger', '2026-11-04T12:00:00.000Z'),
    clicked(ANN, 'tablet', '2026-11-05T12:00:00.000Z'),
    clicked(ANN, '', '2026-11-06T12:00:00.000Z'),
  ]);
  await give(w.warehouse, 'order_touches', [
    ordered(ANN, 'cnv_1', phone),
    ordered(BEN, 'cnv_2', laptop),
    ordered(ELSEWHERE, 'cnv_3', tablet),
  ]);
  return w;
}

const attributed = { ...asked, windowDays: 30, measure: 'placed' as const, names: new Map<string, string>() };

test('what a customer clicked on another device is a part of the journey, and no open one', async () => {
  await using w = await twoDevices();
  const report = await attributionReport(w, brand('brd_a'), attributed);
  // Open: the stranger, the other brand's tablet, and the click without a cookie, all by Ann.
  expect(report.paths).toEqual([
    { kolIds: ['kol_ann', 'kol_ben'], kols: ['kol_ann', 'kol_ben'], conversions: 1, value: 10_000, nulls: 0 },
    { kolIds: ['kol_ann'], kols: ['kol_ann'], conversions: 0, value: 0, nulls: 3 },
  ]);
  const by = (model: 'paid' | keyof (typeof report.kols)[number]['by']) =>
    Object.fromEntries(
      report.kols.map(({ kolId, paid, by }) => [kolId, (model === 'paid' ? paid : by[model]).value]),
    );
  expect(by('paid')).toEqual({ kol_ann: 0, kol_ben: 10_000 });
  expect(by('last_click')).toEqual({ kol_ann: 0, kol_ben: 10_000 });
  expect(by('first_click')).toEqual({ kol_ann: 10_000, kol_ben: 0 });
  // Seven days before the order and at it: weights 1/2 and 1.
  expect(by('time_decay')).toEqual({ kol_ann: 3_333, kol_ben: 6_667 });
  // All four journeys begin with Ann, one goes on to Ben and the order: nothing is ordered without either.
  expect(by('markov')).toEqual({ kol_ann: 5_000, kol_ben: 5_000 });
  // Nobody converts by Ann alone, nor by Ben alone.
  expect(by('shapley')).toEqual({ kol_ann: 5_000, kol_ben: 5_000 });
});

test('only within the window, and only of the asked campaign', async () => {
  await using w = await twoDevices();
  const pathsOf = async (more: object) =>
    (await attributionReport(w, brand('brd_a'), { ...attributed, ...more })).paths.map(({ kols }) => kols);
  expect(await pathsOf({ windowDays: 6 })).toEqual([['kol_ben'], ['kol_ann']]);
  // The order of September is seventy days before, and its click with it.
  expect(await pathsOf({ windowDays: 90 })).toEqual([['kol_ann', 'kol_ann', 'kol_ben'], ['kol_ann']]);
  expect(await pathsOf({ campaignId: 'cmp_y' })).toEqual([]);
});

test('visitors are people: both devices of a customer are one, on either side of the deal', async () => {
  await using w = await twoDevices();
  const input = { ...asked, dealId: ANN.deal };
  const visitorsOf = ({ links }: Awaited<ReturnType<typeof dealReport>>) =>
    links.map(({ visitors }) => visitors);
  // Wang by phone and laptop, the stranger, and the tablet, whom this brand does not know.
  expect(visitorsOf(await dealReport(w, brand('brd_a'), input))).toEqual([3]);
  expect(visitorsOf(await dealReport(w, kol('kol_ann'), input))).toEqual([3]);
  const own = await ownReport(w, kol('kol_ann'), { ...asked });
  expect(own.total.visitors).toBe(3);
});

test('a customer of two brands by one phone: each brand’s link has its own customers on either side', async () => {
  await using w = await twoDevices();
  const phone = clicked(ELSEWHERE, 'phone', '2026-11-20T12:00:00.000Z');
  await give(w.warehouse, 'clicks', [phone]);
  await give(w.warehouse, 'order_touches', [{ ...ordered(ELSEWHERE, 'cnv_4', phone), customer_id: 'zhang' }]);
  const { links } = await ownReport(w, kol('kol_ann'), { ...asked });
  // As before: Wang by phone and laptop, the stranger, the tablet. Elsewhere: the tablet and the phone.
  expect(new Map(links.map(({ linkId, visitors }) => [linkId, visitors]))).toEqual(
    new Map([
      [ANN.link, 3],
      [ELSEWHERE.link, 2],
    ]),
  );
});

test('pages saw people: the same customer on two devices is one landing visitor', async () => {
  await using w = await twoDevices();
  const seen = (event: string, visitor: string, id: string) => ({
    event_id: id,
    event,
    at: '2026-11-10T12:00:00.000Z',
    brand_id: 'brd_a',
    campaign_id: 'cmp_x',
    deal_id: 'dea_ann',
    kol_id: 'kol_ann',
    link_id: 'lnk_ann',
    visitor,
    counted: true,
  });
  await give(w.warehouse, 'site_events', [
    seen('view', 'phone', 'e1'),
    seen('view', 'laptop', 'e2'),
    seen('view', 'stranger', 'e3'),
    seen('view', '', 'e4'),
    seen('cart', 'laptop', 'e5'),
    seen('cart', 'phone', 'e6'),
  ]);
  const { total } = await funnelReport(w, brand('brd_a'), { ...asked, names: new Map() });
  // Wang, the stranger, and the page of somebody who may not be recognised.
  expect(total).toMatchObject({ views: 3, carts: 1 });
});
