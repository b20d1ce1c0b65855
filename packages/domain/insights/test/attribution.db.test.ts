import { creditJourneys } from '@kolony/attribution';
import { ReportModel } from '@kolony/attribution/schema';
import { describe, expect, test } from 'vitest';
import { attributionReport } from '../src/index.ts';
import type { AttributionReport } from '../src/schema.ts';
import { ANN, BEN, brand, click, give, makeInsightsWorld, type Origin, orderEvent } from './world.ts';

const CAT: Origin = { ...ANN, deal: 'dea_cat', kol: 'kol_cat', link: 'lnk_cat' };
const DAY = 86_400_000;
const ORDER_AT = Date.parse('2026-11-10T12:00:00.000Z');

interface Way {
  conversion: string;
  /** Touches with their distance to the order in days, oldest first, and what pay gave them. */
  touches: [origin: Origin, days: number, shareBp?: number, verdict?: string][];
  amount: number;
  at?: number;
  currency?: string;
}

const touchRows = ({ conversion, touches, amount, at = ORDER_AT, currency = 'CNY' }: Way) =>
  touches.map(([origin, days, shareBp = 0, verdict = 'not_last'], place) => ({
    brand_id: origin.brand,
    campaign_id: origin.campaign,
    deal_id: origin.deal,
    kol_id: origin.kol,
    link_id: origin.link,
    kind: 'click',
    click_id: `token_${conversion}_${place}`,
    touch_at: new Date(at - days * DAY).toISOString(),
    place,
    verdict,
    share_bp: shareBp,
    conversion_id: `cnv_${conversion}`,
    order_id: `order-${conversion}`,
    customer_id: '',
    amount,
    currency,
    order_at: new Date(at).toISOString(),
  }));

const input = {
  currency: 'CNY' as const,
  period: { from: '2026-11-01', to: '2026-11-30' },
  timeZone: 'UTC',
  windowDays: 30,
  measure: 'placed' as const,
  names: new Map([
    ['kol_ann', 'Ann'],
    ['kol_ben', 'Ben'],
  ]),
};

async function reported(
  ways: readonly Way[],
  clicks: readonly Record<string, unknown>[] = [],
  more: Partial<typeof input> & { campaignId?: string; measure?: 'placed' | 'settled' } = {},
) {
  await using w = await makeInsightsWorld();
  if (ways.length > 0) await give(w.warehouse, 'order_touches', ways.flatMap(touchRows));
  if (clicks.length > 0) await give(w.warehouse, 'clicks', clicks);
  return await attributionReport(w, brand('brd_a'), { ...input, ...more });
}

const valuesBy = (report: AttributionReport, model: ReportModel | 'paid') =>
  Object.fromEntries(
    report.kols.map(({ kolId, paid, by }) => [kolId.slice(4), (model === 'paid' ? paid : by[model]).value]),
  );

/** ¥100.00 by Ann, then Ben seven days later, at the order; pay gave it to Ben, the last. */
const TWO: Way = {
  conversion: '1',
  touches: [
    [ANN, 7],
    [BEN, 0, 10_000, 'last_touch'],
  ],
  amount: 10_000,
};

test('one order, two KOLs, by every model; every column sums to the order', async () => {
  const report = await reported([TWO]);
  expect(report).toMatchObject({ orders: 1, value: 10_000, openJourneys: 0 });
  expect(valuesBy(report, 'paid')).toEqual({ ann: 0, ben: 10_000 });
  expect(valuesBy(report, 'last_click')).toEqual({ ann: 0, ben: 10_000 });
  expect(valuesBy(report, 'first_click')).toEqual({ ann: 10_000, ben: 0 });
  expect(valuesBy(report, 'linear')).toEqual({ ann: 5_000, ben: 5_000 });
  expect(valuesBy(report, 'position')).toEqual({ ann: 5_000, ben: 5_000 });
  // Weights 1/2 and 1: a third, 3,333.33, and two thirds, 6,666.67.
  expect(valuesBy(report, 'time_decay')).toEqual({ ann: 3_333, ben: 6_667 });
  // Nobody converts without Ann, nor without Ben.
  expect(valuesBy(report, 'markov')).toEqual({ ann: 5_000, ben: 5_000 });
  expect(valuesBy(report, 'shapley')).toEqual({ ann: 5_000, ben: 5_000 });
  expect(report.paths).toEqual([
    { kolIds: ['kol_ann', 'kol_ben'], kols: ['Ann', 'Ben'], conversions: 1, value: 10_000, nulls: 0 },
  ]);
  expect(report.flows).toEqual([
    { from: '1:kol_ann', to: '2:kol_ben', orders: 1, open: 0 },
    { from: '2:kol_ben', to: 'order', orders: 1, open: 0 },
  ]);
  expect(report.steps).toMatchObject([
    { displayName: 'Ann', opened: 1, closed: 0, before: [], after: [{ displayName: 'Ben', journeys: 1 }] },
    { displayName: 'Ben', opened: 0, closed: 1, before: [{ displayName: 'Ann', journeys: 1 }], after: [] },
  ]);
});

test('visitors who did not order teach Markov; those who ordered are not among them', async () => {
  // The three paths of attribution's own test, as KOLs: C1 = Ann, C2 = Ben, C3 = Cat.
  const visitor = (id: string, origins: readonly Origin[]) =>
    origins.map((origin, at) => ({
      ...click(origin, `2026-11-0${at + 2}T10:00:00.000Z`),
      visitor: id,
    }));
  const ordered = visitor('v1', [ANN, BEN, CAT]).map((row, place) => ({
    ...row,
    click_id: `token_1_${place}`,
  }));
  const report = await reported(
    [
      {
        conversion: '1',
        touches: [
          [ANN, 3],
          [BEN, 2],
          [CAT, 1, 10_000, 'last_touch'],
        ],
        amount: 10_000,
      },
    ],
    [...ordered, ...visitor('v2', [ANN]), ...visitor('v3', [BEN, CAT]), ...visitor('', [ANN])],
  );
  // v2, v3, and a click without a cookie.
  expect(report.openJourneys).toBe(3);
  // Start → Ann 3, Ben 1 of 4; Ann → Ben 1 of 3; Cat → order 1 of 2. P = 3/4 · 1/3 · 1/2 + 1/4 · 1/2 = 1/4. Without Ann
  // 1/8: effect 1/2; without Ben or Cat nothing: 1 and 1.
  expect(valuesBy(report, 'markov')).toEqual({ ann: 2_000, ben: 4_000, cat: 4_000 });
});

test('a touch before the window, a repeat and a click after the order are none', async () => {
  const report = await reported([
    {
      conversion: '1',
      touches: [
        [CAT, 31],
        [ANN, 30, 10_000, 'last_touch'],
        [ANN, 29.99, 0, 'repeat'],
        [BEN, -0.5, 0, 'after_order'],
      ],
      amount: 5_000,
    },
    { conversion: '2', touches: [[CAT, 40, 0, 'outside_window']], amount: 9_000 },
  ]);
  expect(report).toMatchObject({ orders: 1, value: 5_000 });
  expect(valuesBy(report, 'linear')).toEqual({ ann: 5_000 });
  const longer = await reported(
    [{ conversion: '2', touches: [[CAT, 40, 0, 'outside_window']], amount: 9_000 }],
    [],
    { windowDays: 60 },
  );
  expect(valuesBy(longer, 'linear')).toEqual({ cat: 9_000 });
  expect(valuesBy(longer, 'paid')).toEqual({ cat: 0 });
});

test('settled: orders whose hold is over, worth what is left of them', async () => {
  await using w = await makeInsightsWorld();
  const placed = (conversion: string) => ({ origin: BEN, conversion, at: new Date(ORDER_AT).toISOString() });
  await give(w.warehouse, 'order_touches', [
    ...touchRows(TWO),
    ...touchRows({ ...TWO, conversion: '2' }),
    ...touchRows({ ...TWO, conversion: '3' }),
  ]);
  await give(w.warehouse, 'order_events', [
    orderEvent(placed('1'), 'settled', { orders: 1, amount: 10_000 }),
    // ¥40.00 came back after the hold.
    orderEvent(placed('1'), 'settled', { orders: 0, amount: -4_000 }),
    // Settled, and then taken back in full.
    orderEvent(placed('2'), 'settled', { orders: 1, amount: 10_000 }),
    orderEvent(placed('2'), 'settled', { orders: -1, amount: -10_000 }),
    orderEvent(placed('3'), 'placed', { orders: 1, amount: 10_000 }),
  ]);
  const report = await attributionReport(w, brand('brd_a'), { ...input, measure: 'settled' });
  expect(report).toMatchObject({ orders: 1, value: 6_000 });
  expect(valuesBy(report, 'linear')).toEqual({ ann: 3_000, ben: 3_000 });
});

test('other brands, currencies, days and campaigns are not in it', async () => {
  const other = { ...ANN, brand: 'brd_b' };
  const elsewhere = { ...CAT, campaign: 'cmp_y' };
  const ways: Way[] = [
    {
      conversion: '1',
      touches: [
        [elsewhere, 2],
        [ANN, 1, 10_000, 'last_touch'],
      ],
      amount: 1_000,
    },
    { conversion: '2', touches: [[other, 1, 10_000]], amount: 2_000 },
    { conversion: '3', touches: [[ANN, 1, 10_000]], amount: 3_000, currency: 'USD' },
    {
      conversion: '4',
      touches: [[ANN, 1, 10_000]],
      amount: 4_000,
      at: Date.parse('2026-10-31T23:59:59.999Z'),
    },
  ];
  expect(valuesBy(await reported(ways), 'linear')).toEqual({ ann: 500, cat: 500 });
  expect(valuesBy(await reported(ways, [], { campaignId: 'cmp_x' }), 'linear')).toEqual({ ann: 1_000 });
  // In Shanghai the last order was placed on the first of November.
  expect(valuesBy(await reported(ways, [], { timeZone: 'Asia/Shanghai' }), 'last_click')).toEqual({
    ann: 5_000,
    cat: 0,
  });
});

test('nothing happened: an empty report', async () => {
  expect(await reported([])).toMatchObject({ orders: 0, value: 0, kols: [], paths: [] });
});

/** mulberry32. */
function chance(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

describe('against the reference, journey by journey', () => {
  const random = chance(7);
  const origins = Array.from({ length: 8 }, (_, n) => ({
    ...ANN,
    deal: `dea_${n}`,
    kol: `kol_${n}`,
    link: `lnk_${n}`,
  }));
  const pick = () => origins[random(origins.length)] ?? ANN;
  const ways: Way[] = Array.from({ length: 400 }, (_, n) => {
    const ages = Array.from({ length: 1 + random(6) }, () => random(30 * DAY) / DAY).sort((a, b) => b - a);
    return {
      conversion: `${n}`,
      touches: ages.map((days) => [pick(), days] as Way['touches'][number]),
      amount: random(100_000),
    };
  });
  const open = Array.from({ length: 200 }, (_, n) =>
    Array.from({ length: 1 + random(4) }, (_, at) => ({
      ...click(pick(), `2026-11-0${at + 1}T00:00:00.000Z`),
      visitor: `visitor_${n}`,
    })),
  );
  const journeys = [
    ...ways.map(({ touches, amount }) => ({
      touches: touches.map(([{ kol }, days]) => ({ channel: kol, age: Math.round(days * DAY) })),
      conversions: 1,
      value: amount,
      nulls: 0,
    })),
    ...open.map((rows) => ({
      touches: rows.map(({ kol_id: channel }) => ({ channel, age: 0 })),
      conversions: 0,
      value: 0,
      nulls: 1,
    })),
  ];

  test('all models agree: orders within 1e-9, values within a fen per order, and to the cent in sum', async () => {
    const report = await reported(ways, open.flat());
    for (const model of ReportModel.options) {
      const expected = creditJourneys(model, journeys);
      for (const { kolId, by } of report.kols) {
        const { conversions, value } = expected.get(kolId) ?? { conversions: 0, value: 0 };
        expect(Math.abs(by[model].orders - conversions)).toBeLessThan(model === 'time_decay' ? 1e-6 : 1e-9);
        // Rounded once per way instead of once per order.
        expect(Math.abs(by[model].value - value)).toBeLessThan(ways.length);
      }
      expect(report.kols.reduce((sum, { by }) => sum + by[model].value, 0)).toBe(report.value);
    }
  });
});
