import { after, SECOND } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import { HOLD_FROM, RULES } from './rules.ts';
import type { ClickSignals, OrderToCheck, ReasonCode } from './schema.ts';
import { scoreOrder } from './score-order.ts';

const at = new Date('2026-11-01T12:00:00.000Z');

/** An order like thousands of others: an hour after its click, by a buyer whom one KOL brought. */
const order = (more: Partial<OrderToCheck> = {}): OrderToCheck => ({
  conversionId: 'cnv_1',
  brandId: 'b',
  campaignId: 'c',
  kolId: 'k',
  at,
  recordedAt: at,
  click: { clickId: 't', linkId: 'l', at: after(at, -3_600 * SECOND) },
  earlierClicks: [],
  ownAccount: false,
  buyerKols: 1,
  codeOrders: { lastHour: 0, usualHour: 0 },
  delays: { orders: 40, alike: 3 },
  ...more,
});
const signals = (more: Partial<ClickSignals> = {}): ClickSignals => ({
  kind: 'click',
  ownDevice: false,
  visitorClicks: 2,
  networkClicks: 5,
  cartBefore: null,
  landing: { clicks: 400, landed: 300, othersClicks: 1_000, othersLanded: 800 },
  ...more,
});
const landing = (clicks: number, landed: number, othersClicks: number, othersLanded: number) =>
  signals({ landing: { clicks, landed, othersClicks, othersLanded } });
const clicked = (seconds: number) =>
  order({ click: { clickId: 't', linkId: 'l', at: after(at, -seconds * SECOND) } });
const byCode = (lastHour: number, usualHour: number) =>
  order({ click: null, delays: { orders: 0, alike: 0 }, codeOrders: { lastHour, usualHour } });

test('an order like others has no score', () => {
  expect(scoreOrder(order(), signals())).toEqual({ score: 0, reasons: [], hold: false });
});

describe('each rule from its threshold on, and it alone', () => {
  test.each<[ReasonCode, number, number, OrderToCheck, ClickSignals]>([
    ['own_purchase', 1, 100, order({ ownAccount: true }), signals()],
    ['own_purchase', 1, 100, order(), signals({ ownDevice: true })],
    ['machine_click', 1, 60, order(), signals({ kind: 'bot' })],
    ['machine_click', 1, 60, order(), signals({ kind: 'datacentre' })],
    ['visitor_flood', 20, 60, order(), signals({ visitorClicks: 20 })],
    ['network_flood', 60, 60, order(), signals({ networkClicks: 60 })],
    ['fast_order', 3, 30, clicked(3.9), signals()],
    ['fast_order', 0, 30, clicked(0), signals()],
    // 20 of 40.
    ['same_delay', 50, 60, order({ delays: { orders: 40, alike: 20 } }), signals()],
    ['buyer_of_many', 5, 60, order({ buyerKols: 5 }), signals()],
    // Ten times two an hour.
    ['code_spike', 20, 60, byCode(20, 2), signals({ kind: null })],
    ['late_click', 1, 60, order({ earlierClicks: ['e'] }), signals({ cartBefore: 1 })],
    // 45 of 50 went nowhere, while half of the others landed.
    ['no_landing', 90, 60, order(), landing(50, 5, 100, 50)],
  ])('%s at %d: %d', (code, value, score, given, seen) => {
    const result = scoreOrder(given, seen);
    expect(result.reasons.map((reason) => [reason.code, reason.value])).toEqual([[code, value]]);
    expect(result).toMatchObject({ score, hold: score >= HOLD_FROM });
  });

  test.each<[string, OrderToCheck, ClickSignals]>([
    ['19 clicks of a visitor', order(), signals({ visitorClicks: 19 })],
    ['59 clicks of a network', order(), signals({ networkClicks: 59 })],
    ['an order after four seconds', clicked(4), signals()],
    ['an order before its click, by a shop’s clock', clicked(-1), signals()],
    ['49 % alike', order({ delays: { orders: 100, alike: 49 } }), signals()],
    ['all alike of too few', order({ delays: { orders: 19, alike: 19 } }), signals()],
    ['a buyer on four KOLs', order({ buyerKols: 4 }), signals()],
    ['19 orders by code', byCode(19, 0), signals({ kind: null })],
    ['a code that is always used so', byCode(20, 2.1), signals({ kind: null })],
    ['89 % without a landing', order(), landing(100, 11, 100, 50)],
    ['all without a landing of too few', order(), landing(49, 0, 100, 50)],
    ['a shop whose pages do not report', order(), landing(400, 0, 1_000, 499)],
    ['a brand with one link', order(), landing(400, 0, 0, 0)],
    ['a click that nobody knows', order(), signals({ kind: null })],
  ])('not for %s', (_name, given, seen) => {
    expect(scoreOrder(given, seen).reasons).toEqual([]);
  });
});

test('a hint holds nothing alone, two reasons add up, and 100 is the most', () => {
  expect(scoreOrder(clicked(1), signals())).toMatchObject({ score: 30, hold: false });
  const two = scoreOrder(clicked(1), signals({ kind: 'bot' }));
  expect(two.reasons.map(({ code }) => code)).toEqual(['machine_click', 'fast_order']);
  expect(two).toMatchObject({ score: 90, hold: true });
  expect(scoreOrder(order({ ownAccount: true }), signals({ kind: 'bot' })).score).toBe(100);
});

test('every reason says its numbers', () => {
  expect(scoreOrder(order(), signals({ visitorClicks: 33 })).reasons).toEqual([
    { code: 'visitor_flood', weight: 60, value: 33, threshold: 20 },
  ]);
});

test('every rule weighs something and none more than everything', () => {
  expect(RULES.filter(({ weight }) => weight < 1 || weight > 100)).toEqual([]);
  expect(new Set(RULES.map(({ code }) => code)).size).toBe(RULES.length);
});
