import { castKol } from '@kolony/scenarios/worlds';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kolReport, REPORTS } from '../src/index.ts';
import { KolQuestion } from '../src/schema.ts';
import { ALL, CODE, type Regulars, regulars } from './regulars.ts';

let w: Regulars;
beforeAll(async () => {
  w = await regulars();
}, 120_000);
afterAll(() => w[Symbol.asyncDispose]());

const asked = (more: object = {}) => KolQuestion.parse({ period: ALL, ...more });

test('a KOL reads its own slice, as PostgreSQL and the brand’s reports have it', async () => {
  const mei = await kolReport(w.deps, w.kol.scope, asked());
  // o1 ¥200.00, o4 ¥80.00 by her code less ¥30.00, o3 ¥50.00: 15 % of ¥300.00.
  expect(mei).toMatchObject({
    currency: 'CNY',
    total: { clicks: 7, rawClicks: 8, orders: 3, commission: 4_500 },
    campaigns: [{ name: 'Spring serum', clicks: 7, orders: 3, commission: 4_500 }],
    links: [{ linkId: w.linkIds.mei, orders: 2 }],
    codes: [{ code: CODE, orders: 1 }],
    customers: [
      { kind: 'returning', orders: 1 },
      { kind: 'new', orders: 2 },
      { kind: 'unknown', orders: 0 },
    ],
    waits: { orders: 2, byCode: 1, withinHour: 1 },
    traits: { unknown: { orders: 1 } },
  });
  expect(mei.traits.by.country).toMatchObject([
    { value: 'CN', clicks: 6, orders: 1 },
    { value: 'US', clicks: 1, orders: 1 },
  ]);
  expect(mei.hours.reduce((sum, { orders }) => sum + orders, 0)).toBe(3);
  const [row] = await w.deps.db.$queryRaw<{ orders: bigint; commission: bigint }[]>`
    SELECT count(DISTINCT m.conversion_id) AS orders, sum((SELECT coalesce(sum(e.amount), 0) FROM ledger_entries e
      JOIN ledger_accounts a ON a.id = e.account_id
      WHERE e.subject = m.id AND a.kind IN ('pending', 'payable')))::bigint AS commission
    FROM commissions m WHERE m.kol_id = ${w.kol.scope.kolId}`;
  expect([mei.total.orders, mei.total.commission]).toEqual([Number(row?.orders), Number(row?.commission)]);
  const question = REPORTS.codes.question.parse({ currency: 'CNY', period: ALL, kolId: w.kol.scope.kolId });
  const { links } = await REPORTS.codes.run(w.deps, w.brand.scope, question);
  expect(mei.links.map(({ clicks, orders, cost }) => [clicks, orders, cost])).toEqual(
    links.map(({ clicks, orders, cost }) => [clicks, orders, cost]),
  );
});

test('nothing of another KOL, whatever is asked', async () => {
  const own = JSON.stringify(await kolReport(w.deps, w.lu.scope, asked({ campaignId: w.campaignId })));
  for (const foreign of [w.kol.scope.kolId, w.dealIds.mei, w.linkIds.mei, CODE])
    expect(own).not.toContain(foreign);
  const stranger = await castKol(w.deps, { handle: 'zoe', displayName: 'Zoe' });
  const nothing = await kolReport(w.deps, stranger.scope, asked({ campaignId: w.campaignId }));
  expect(nothing).toMatchObject({
    total: { clicks: 0, orders: 0, commission: 0 },
    campaigns: [],
    links: [],
    choices: [],
    traits: { clicks: 0, unknown: { orders: 0 } },
  });
});

test('days are those of the zone that is asked for', async () => {
  // o4 came on the 31st of October at five in the afternoon in London: on the 1st of November in Shanghai.
  const period = { from: '2026-10-31', to: '2026-10-31' };
  const ordersIn = async (timeZone: string) =>
    (await kolReport(w.deps, w.kol.scope, asked({ period, timeZone }))).total.orders;
  expect([await ordersIn('Europe/London'), await ordersIn('Asia/Shanghai')]).toEqual([1, 0]);
});
