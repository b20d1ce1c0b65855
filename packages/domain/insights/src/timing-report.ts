import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import type { Slice } from './figures.ts';
import { noFigures } from './metrics.ts';
import { JOIN_WAITED, type OrderGroup, ordersBy, waitedOf } from './orders-by.ts';
import { quartersBy } from './quarters-by.ts';
import { type Asked, brandSlice, listedOf } from './question.ts';
import { DELAYS, type Hour, type TimeToOrder, type TimingReport } from './shapes/timing.ts';

export interface TimingInput extends Asked {
  /** Display names by KOL id. */
  names: ReadonlyMap<string, string>;
}

const LISTED = 100;
const HOUR = 3_600;

/** "How long do they think, and when do they buy?" */
export async function timingReport(
  { warehouse }: { warehouse: Warehouse },
  scope: BrandScope,
  { names, ...asked }: TimingInput,
): Promise<TimingReport> {
  const slice = brandSlice('timing', scope, asked);
  const [waits, byCode, hours] = await Promise.all([
    readWaits(warehouse, slice),
    ordersByCode(warehouse, slice),
    hoursOfWeek(warehouse, slice),
  ]);
  const byKol = waits.filter(({ key: [level] }) => level === 'kol');
  const { currency, period, timeZone } = asked;
  return {
    currency,
    period,
    timeZone,
    waits: timeOf(waits, byCode),
    kols: byKol
      .map(({ key: [, kolId = ''], ...group }) => ({
        kolId,
        displayName: names.get(kolId) ?? kolId,
        ...waited(group),
      }))
      .sort((a, b) => b.orders - a.orders || (a.kolId < b.kolId ? -1 : 1))
      .slice(0, listedOf(asked, LISTED)),
    kolCount: byKol.length,
    hours,
  };
}

/** From the click that won an order to the order; one that several deals share counts where it was decided. */
export async function timeToOrder(warehouse: Warehouse, slice: Slice): Promise<TimeToOrder> {
  const [waits, byCode] = await Promise.all([readWaits(warehouse, slice), ordersByCode(warehouse, slice)]);
  return timeOf(waits, byCode);
}

function timeOf(waits: readonly OrderGroup[], byCode: number): TimeToOrder {
  return {
    ...waited(waits.find(({ key: [level] }) => level === 'all')),
    byCode,
    classes: [...DELAYS, null].map((until, at) => {
      const { orders = 0, placed = 0 } =
        waits.find(({ key: [level, name] }) => level === 'class' && name === String(at))?.figures ?? {};
      return { from: DELAYS[at - 1] ?? 0, until, orders, placed };
    }),
  };
}

async function ordersByCode(warehouse: Warehouse, slice: Slice): Promise<number> {
  const [codes] = await ordersBy(warehouse, slice, { by: ["''"], from: "WHERE won AND coupon != ''" });
  return codes?.figures.orders ?? 0;
}

/** All orders that a click won, each KOL's, and each class's: [level, name], in one pass. */
function readWaits(warehouse: Warehouse, slice: Slice): Promise<OrderGroup[]> {
  const within = (seconds: number) => `countIf(delay <= ${seconds})`;
  return ordersBy(warehouse, slice, {
    by: ['level.1', 'level.2'],
    with: [waitedOf(slice)],
    from: `${JOIN_WAITED}
      ARRAY JOIN [('all', ''), ('kol', toString(of_kol)),
        ('class', toString(arrayCount(edge -> delay >= edge, [${DELAYS.join(', ')}])))] AS level
      WHERE won`,
    also: [
      'quantileExactInclusive(0.5)(delay)',
      'quantileExactInclusive(0.9)(delay)',
      within(HOUR),
      within(24 * HOUR),
      within(7 * 24 * HOUR),
    ],
  });
}

function waited(group?: Pick<OrderGroup, 'figures' | 'also'>) {
  const [median = null, p90 = null, hour, day, week] = group?.also ?? [];
  return {
    orders: group?.figures.orders ?? 0,
    median,
    p90,
    withinHour: hour ?? 0,
    withinDay: day ?? 0,
    withinWeek: week ?? 0,
  };
}

/** Clicks by the hour they came, orders by the hour they were placed, as clocks in the slice's zone showed it. */
export async function hoursOfWeek(warehouse: Warehouse, slice: Slice): Promise<Hour[]> {
  const groups = await quartersBy(warehouse, slice, {
    by: ['toDayOfWeek(quarter, 0, {timeZone:String})', 'toHour(quarter, {timeZone:String})'],
    rollups: ['clicks_by_quarter', 'orders_by_quarter'],
  });
  const named = new Map(groups.map(({ key, figures }) => [key.join(' '), figures]));
  return Array.from({ length: 168 }, (_, at) => {
    const [weekday, hour] = [Math.floor(at / 24) + 1, at % 24];
    const { clicks, orders, placed } = named.get(`${weekday} ${hour}`) ?? noFigures();
    return { weekday, hour, clicks, orders, placed };
  });
}
