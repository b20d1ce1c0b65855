import { present } from '@kolony/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REPORTS, runReport } from '../src/index.ts';
import { ReportName, type ReportTable } from '../src/schema.ts';
import { BEFORE, NOW, type Season, season } from './season.ts';

let w: Season;
beforeAll(async () => {
  w = await season();
}, 120_000);
afterAll(() => w[Symbol.asyncDispose]());

const asked = { currency: 'CNY', windowDays: 30, measure: 'placed' };
const ask = (report: ReportName, more: object) =>
  runReport(w.deps, w.brand.scope, { report, question: { ...asked, ...more } });

/** A table's rows by column: `clicks`, `clicks before`, `clicks change`. */
function cellsOf({ columns, rows }: ReportTable) {
  const names = columns.map(({ id, part }) => (part ? `${id} ${part}` : id));
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]])));
}

describe('by hand', () => {
  test('a KOL beside the five days before, and one who was not there', async () => {
    const [table] = (await ask('kols', { period: NOW, compare: 'previous' })).tables;
    const [lu, mei] = cellsOf(present(table, 'table'));
    // o2 of ¥50.00 and 5 clicks beside o1 of ¥200.00 and 10; ¥7.50 beside ¥30.00 and the ¥100.00 on signing.
    expect(mei).toEqual({
      kol: 'Mei',
      clicks: 5,
      'clicks before': 10,
      'clicks change': -0.5,
      orders: 1,
      'orders before': 1,
      'orders change': 0,
      // One in five beside one in ten: ten points.
      conversion: 0.2,
      'conversion before': 0.1,
      'conversion change': 0.1,
      placed: 5_000,
      'placed before': 20_000,
      'placed change': -0.75,
      settled: 5_000,
      'settled before': 20_000,
      'settled change': -0.75,
      refundRate: 0,
      'refundRate before': 0,
      'refundRate change': 0,
      cost: 750,
      'cost before': 13_000,
      'cost change': 750 / 13_000 - 1,
      roi: 4_250 / 750,
      'roi before': 7_000 / 13_000,
      'roi change': 4_250 / 750 - 7_000 / 13_000,
      cpa: 750,
      'cpa before': 13_000,
      'cpa change': 750 / 13_000 - 1,
    });
    // Lu signed on the 6th: sums are new, and a rate of nothing has no change.
    expect(lu).toMatchObject({
      kol: 'Lu',
      clicks: 20,
      'clicks before': null,
      'clicks change': 'new',
      'cost change': 'new',
      conversion: 0.1,
      'conversion before': null,
      'conversion change': null,
      'roi change': null,
    });
  });

  test('products, spend and the day beside its day', async () => {
    const compared = { period: NOW, compare: 'previous' };
    const first = async (report: ReportName, at = 0) =>
      cellsOf(present((await ask(report, compared)).tables[at], 'table'));
    // LIP-01: o3's ¥100.00, of which ¥40.00 came back, beside ¥120.00 of o1.
    expect(await first('products')).toMatchObject([
      { name: 'LIP-01', placed: 10_000, 'placed before': 12_000, 'refunded change': 'new', kept: 6_000 },
      { name: 'EYE-07', placed: 5_000, 'placed before': 8_000, 'placed change': -0.375 },
      { name: '', placed: 3_000, 'placed before': null, 'placed change': 'new' },
    ]);
    // Times are compared as amounts are: 5,000 ÷ 750 beside 20,000 ÷ 13,000.
    expect((await first('spend')).find(({ kol }) => kol === 'Mei')).toMatchObject({
      roas: 5_000 / 750,
      'roas before': 20_000 / 13_000,
      'roas change': 5_000 / 750 / (20_000 / 13_000) - 1,
    });
    // The 6th beside the 1st, the 7th beside the 2nd, on which nothing was.
    expect((await first('overview', 1)).slice(0, 2)).toMatchObject([
      { day: '2026-10-06', orders: 0, 'orders before': 1, 'orders change': -1, 'cost before': 13_000 },
      { day: '2026-10-07', orders: 1, 'orders before': 0, 'orders change': 'new' },
    ]);
  });
});

describe.each(ReportName.options)('%s', (report) => {
  test('stands beside what it says of the earlier days alone', async () => {
    const now = await ask(report, { period: NOW, compare: 'previous' });
    const alone = await ask(report, { period: NOW });
    const before = await ask(report, { period: BEFORE });
    expect(alone.answer).toMatchObject({ earlier: null });
    let beside = 0;
    for (const [at, table] of now.tables.entries()) {
      const plain = present(alone.tables[at], 'table');
      const earlier = cellsOf(present(before.tables[at], 'table'));
      const figures = table.columns.filter(({ part }) => part === 'before').map(({ id }) => id);
      const naming = plain.columns
        .filter(({ id, kind }) => !figures.includes(id) && kind !== 'datetime')
        .map(({ id }) => id);
      const nameOf = (row: Record<string, unknown>) => naming.map((id) => row[id]).join(' ');
      const rows = cellsOf(table);
      // What is compared with nothing is what it was.
      expect(rows.map((row) => Object.fromEntries(plain.columns.map(({ id }) => [id, row[id]])))).toEqual(
        cellsOf(plain),
      );
      for (const [place, row] of rows.entries()) {
        const was =
          table.id === 'days' ? earlier[place] : earlier.find((other) => nameOf(other) === nameOf(row));
        for (const id of figures) {
          expect(row[`${id} before`], `${table.id} ${nameOf(row)} ${id}`).toBe(was?.[id] ?? null);
          if (typeof row[`${id} before`] === 'number') beside++;
        }
      }
    }
    expect(beside).toBeGreaterThan(report === 'content' ? 0 : 1);
  });
});

test('who is listed now is found among all of before, though not of the first hundred then', async () => {
  const day = (date: string) => ({ from: date, to: date });
  const clicks = (kolId: string, date: string, count: number) =>
    Array.from({ length: count }, (_, n) => ({
      brand_id: w.brand.scope.brandId,
      campaign_id: w.campaignId,
      deal_id: `deal-${kolId}`,
      kol_id: kolId,
      link_id: `link-${kolId}`,
      click_id: `${kolId}-${date}-${n}`,
      visitor: `${kolId}-${n}`,
      at: `${date}T04:00:00.000Z`,
      counted: true,
    }));
  const others = Array.from({ length: 100 }, (_, n) => `kol_other_${n}`);
  await w.deps.warehouse.insert({
    table: 'clicks',
    rows: [
      ...others.flatMap((kolId) => clicks(kolId, '2026-08-01', 2)),
      ...clicks('kol_quiet', '2026-08-01', 1),
      ...clicks('kol_quiet', '2026-08-02', 3),
    ],
  });
  const question = REPORTS.kols.question.parse({
    currency: 'CNY',
    period: day('2026-08-02'),
    compare: 'previous',
  });
  const { kols, earlier } = await REPORTS.kols.run(w.deps, w.brand.scope, question);
  expect(kols.map(({ kolId, clicks: now }) => [kolId, now])).toEqual([['kol_quiet', 3]]);
  // Nobody else of the hundred and one goes along.
  expect(earlier?.kols.map(({ kolId, clicks: was }) => [kolId, was])).toEqual([['kol_quiet', 1]]);
  const alone = await REPORTS.kols.run(w.deps, w.brand.scope, {
    ...question,
    period: day('2026-08-01'),
    compare: 'none',
  });
  expect(alone).toMatchObject({ rest: { kols: 1, clicks: 1 } });
});
