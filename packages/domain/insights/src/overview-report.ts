import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { type Chain, causesOf, mainCause, wholeCauses } from './decompose.ts';
import { type Breakdown, breakdown } from './figures.ts';
import { type Figures, noFigures, performanceOf, sumBy } from './metrics.ts';
import { daysOf } from './period.ts';
import { type Asked, brandSlice, listedOf } from './question.ts';
import type { Change, Measure, OverviewReport, Period } from './schema.ts';

export interface OverviewInput extends Asked {
  /** Display names by KOL id, and names by campaign id. */
  names: ReadonlyMap<string, string>;
  campaignNames: ReadonlyMap<string, string>;
  /** The days whose change is told; null for none. */
  before: Period | null;
}

/** Campaigns that are listed, and KOLs who are named when a change is told. */
const LISTED = 100;
const MOVERS = 5;

/**
 * "How are we doing, and why did it change?" Orders count on their own day. With a compared period the change of settled
 * and of placed GMV is split by KOL and by cause; both splits sum to it, to the minor unit.
 */
export async function overviewReport(
  { warehouse }: { warehouse: Warehouse },
  scope: BrandScope,
  asked: OverviewInput,
): Promise<OverviewReport> {
  const { before, period, currency, timeZone, names, campaignNames } = asked;
  const read = (days: Period) =>
    breakdown(warehouse, brandSlice('overview', scope, { ...asked, period: days }), [
      'campaign_id',
      'kol_id',
    ]);
  const [now, earlier] = await Promise.all([read(period), before ? read(before) : null]);
  const campaigns = sumBy(now.parts, ({ key: [campaignId = ''] }) => campaignId);
  return {
    currency,
    period,
    timeZone,
    total: performanceOf(now.all),
    days: daysIn(now, period),
    change: earlier
      ? {
          settled: changeOf(earlier, now, { measure: 'settled', names }),
          placed: changeOf(earlier, now, { measure: 'placed', names }),
        }
      : null,
    campaigns: [...campaigns]
      .map(([campaignId, figures]) => ({
        campaignId,
        name: campaignNames.get(campaignId) ?? campaignId,
        ...performanceOf(figures),
      }))
      .sort(
        (a, b) =>
          b.gmv.settled - a.gmv.settled ||
          b.gmv.placed - a.gmv.placed ||
          b.clicks - a.clicks ||
          (a.campaignId < b.campaignId ? -1 : 1),
      )
      .slice(0, listedOf(asked, LISTED)),
  };
}

function daysIn({ days }: Breakdown, period: Period) {
  return daysOf(period).map((day) => {
    const { clicks, orders, placed, settled, cost } = days.get(day) ?? noFigures();
    return { day, clicks, orders, placed, settled, cost };
  });
}

function changeOf(
  earlier: Breakdown,
  now: Breakdown,
  { measure, names }: { measure: Measure; names: ReadonlyMap<string, string> },
): Change {
  const byKol = ({ parts }: Breakdown) => sumBy(parts, ({ key: [, kolId = ''] }) => kolId);
  const [was, is] = [byKol(earlier), byKol(now)];
  const moved = [...new Set([...was.keys(), ...is.keys()])].map((kolId) => {
    const [one, other] = [was.get(kolId) ?? noFigures(), is.get(kolId) ?? noFigures()];
    const causes = causesOf(chainOf(one, measure), chainOf(other, measure));
    return { kolId, before: one[measure], after: other[measure], causes };
  });
  const delta = now.all[measure] - earlier.all[measure];
  const kols = moved
    .map(({ causes, ...row }) => ({
      ...row,
      displayName: names.get(row.kolId) ?? row.kolId,
      delta: row.after - row.before,
      cause: mainCause(causes),
    }))
    .filter((row) => row.delta !== 0)
    .sort((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || (a.kolId < b.kolId ? -1 : 1));
  const shown = kols.slice(0, MOVERS);
  return {
    before: earlier.all[measure],
    after: now.all[measure],
    delta,
    causes: wholeCauses(
      moved.map(({ causes }) => causes),
      delta,
    ),
    kols: shown,
    rest: {
      kols: kols.length - shown.length,
      delta: delta - shown.reduce((sum, row) => sum + row.delta, 0),
    },
  };
}

const chainOf = ({ clicks, orders, placed, settled }: Figures, measure: Measure): Chain =>
  measure === 'settled' ? { clicks, orders, placed, settled } : { clicks, orders, placed };
