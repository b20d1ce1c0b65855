import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import type { Slice } from './figures.ts';
import { JOIN_WAITED, type OrderGroup, ordersBy, quartersBy, waitedOf } from './orders-by.ts';
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
  const [waits, byKol, hours] = await Promise.all([
    timeToOrder(warehouse, slice),
    waitsBy(warehouse, slice, 'of_kol'),
    hoursOfWeek(warehouse, slice),
  ]);
  const { currency, period, timeZone } = asked;
  return {
    currency,
    period,
    timeZone,
    waits,
    kols: byKol
      .map(({ key: [kolId = ''], ...group }) => ({
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
  const [classes, [all], codes] = await Promise.all([
    ordersBy(warehouse, slice, {
      by: [`arrayCount(edge -> delay >= edge, [${DELAYS.join(', ')}])`],
      with: [waitedOf(slice)],
      from: `${JOIN_WAITED} WHERE won`,
    }),
    waitsBy(warehouse, slice, "''"),
    ordersBy(warehouse, slice, { by: ["''"], from: "WHERE won AND coupon != ''" }),
  ]);
  return {
    ...waited(all),
    byCode: codes[0]?.figures.orders ?? 0,
    classes: [...DELAYS, null].map((until, at) => {
      const { orders = 0, placed = 0 } =
        classes.find(({ key: [name] }) => name === String(at))?.figures ?? {};
      return { from: DELAYS[at - 1] ?? 0, until, orders, placed };
    }),
  };
}

function waitsBy(warehouse: Warehouse, slice: Slice, by: string) {
  const within = (seconds: number) => `countIf(delay <= ${seconds})`;
  return ordersBy(warehouse, slice, {
    by: [by],
    with: [waitedOf(slice)],
    from: `${JOIN_WAITED} WHERE won`,
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
  const by = (instant: string) => [
    `toDayOfWeek(${instant}, 0, {timeZone:String})`,
    `toHour(${instant}, {timeZone:String})`,
  ];
  const [clicks, orders] = await Promise.all([
    quartersBy(warehouse, slice, { by: by('quarter') }),
    ordersBy(warehouse, slice, { by: by('placed_at') }),
  ]);
  const named = (groups: readonly { key: string[]; figures: OrderGroup['figures'] }[]) =>
    new Map(groups.map(({ key, figures }) => [key.join(' '), figures]));
  const [clicked, ordered] = [named(clicks), named(orders)];
  return Array.from({ length: 168 }, (_, at) => {
    const [weekday, hour] = [Math.floor(at / 24) + 1, at % 24];
    const { orders = 0, placed = 0 } = ordered.get(`${weekday} ${hour}`) ?? {};
    return { weekday, hour, clicks: clicked.get(`${weekday} ${hour}`)?.clicks ?? 0, orders, placed };
  });
}
