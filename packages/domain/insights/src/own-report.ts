import type { KolScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { codesReport } from './codes-report.ts';
import { KINDS } from './customers-report.ts';
import { breakdown } from './figures.ts';
import { type Figures, noFigures } from './metrics.ts';
import { ordersBy } from './orders-by.ts';
import { daysOf } from './period.ts';
import { type Asked, sliceOf } from './question.ts';
import type { OwnFigures } from './shapes/own.ts';
import { hoursOfWeek, timeToOrder } from './timing-report.ts';
import { traitsOf } from './traits.ts';
import { visitorsBy } from './visitors.ts';

/** "What did I bring?" A KOL's own slice: nothing of other KOLs, nothing of a brand as a whole. */
export async function ownReport(
  { warehouse }: { warehouse: Warehouse },
  scope: KolScope,
  asked: Omit<Asked, 'kolId'>,
): Promise<OwnFigures> {
  const slice = sliceOf('own', scope, asked);
  const [{ all, days, parts }, visitors, { links, codes }, kinds, waits, hours, traits] = await Promise.all([
    breakdown(warehouse, slice, ['campaign_id']),
    visitorsBy(warehouse, slice, "''"),
    codesReport({ warehouse }, scope, asked),
    ordersBy(warehouse, slice, { by: ['is_new'] }),
    timeToOrder(warehouse, slice),
    hoursOfWeek(warehouse, slice),
    traitsOf(warehouse, slice, asked),
  ]);
  const { currency, period, timeZone } = asked;
  return {
    currency,
    period,
    timeZone,
    total: { ...broughtOf(all), rawClicks: all.rawClicks, visitors: visitors.get('') ?? 0 },
    days: daysOf(period).map((day) => ({ day, ...broughtOf(days.get(day) ?? noFigures()) })),
    campaigns: parts
      .map(({ key: [campaignId = ''], figures }) => ({ campaignId, ...broughtOf(figures) }))
      .sort((a, b) => b.commission - a.commission || b.clicks - a.clicks),
    links,
    codes,
    customers: Object.entries(KINDS).map(([isNew, kind]) => ({
      kind,
      orders: kinds.find(({ key: [name] }) => name === isNew)?.figures.orders ?? 0,
    })),
    waits,
    hours,
    traits,
  };
}

const broughtOf = ({ clicks, orders, cost }: Figures) => ({ clicks, orders, commission: cost });
