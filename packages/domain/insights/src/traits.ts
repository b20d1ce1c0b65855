import type { Warehouse } from '@kolony/warehouse';
import type { Slice } from './figures.ts';
import { noFigures, ratio } from './metrics.ts';
import { clickedOf, clicksBy, ordersBy } from './orders-by.ts';
import { ClickTrait, type TraitRow, type Traits } from './shapes/visits.ts';

/** The column of `clicks` that a trait is. */
export const TRAIT_COLUMNS: Record<ClickTrait, string> = {
  country: 'country',
  device: 'device',
  platform: 'in_app',
  referrer: 'referrer_host',
  medium: 'medium',
  language: 'language',
  consent: 'consent',
};

const LISTED = 50;

/** One row per trait and value: [trait, value]. */
const EACH_TRAIT = `arrayJoin([${ClickTrait.options
  .map((trait) => `('${trait}', toString(${TRAIT_COLUMNS[trait]}))`)
  .join(', ')}]) AS trait`;

/** Clicks of the period, and its orders by the click that won each, which may have come before it. */
export async function traitsOf(warehouse: Warehouse, slice: Slice): Promise<Traits> {
  const [clicks, known, unknown] = await Promise.all([
    clicksBy(warehouse, slice, { by: [`(${EACH_TRAIT}).1`, 'trait.2'] }),
    ordersBy(warehouse, slice, {
      by: ['trait.1', 'trait.2'],
      with: [clickedOf(slice), `traits AS (SELECT click_id AS of_click, ${EACH_TRAIT} FROM clicked)`],
      from: 'INNER JOIN traits ON traits.of_click = orders.token',
    }),
    ordersBy(warehouse, slice, {
      by: ["''"],
      with: [clickedOf(slice)],
      from: 'WHERE token NOT IN (SELECT click_id FROM clicked)',
    }),
  ]);
  const ofTrait = <Group extends { key: string[] }>(groups: readonly Group[], trait: ClickTrait) =>
    groups.filter(({ key: [name] }) => name === trait);
  const rowsOf = (trait: ClickTrait): TraitRow[] => {
    const rows = new Map<string, TraitRow>();
    const all = [...ofTrait(clicks, trait), ...ofTrait(known, trait)];
    for (const {
      key: [, value = ''],
      figures,
    } of all) {
      const row = rows.get(value) ?? { value, clicks: 0, orders: 0, placed: 0, settled: 0, conversion: null };
      rows.set(value, {
        value,
        clicks: row.clicks + figures.clicks,
        orders: row.orders + figures.orders,
        placed: row.placed + figures.placed,
        settled: row.settled + figures.settled,
        conversion: ratio(row.orders + figures.orders, row.clicks + figures.clicks),
      });
    }
    return [...rows.values()].sort(
      (a, b) => b.clicks - a.clicks || b.orders - a.orders || (a.value < b.value ? -1 : 1),
    );
  };
  const sum = (of: (row: TraitRow) => number) => rowsOf('device').reduce((all, row) => all + of(row), 0);
  const { figures: nobodys = noFigures() } = unknown[0] ?? {};
  return {
    by: {
      country: rowsOf('country').slice(0, LISTED),
      device: rowsOf('device').slice(0, LISTED),
      platform: rowsOf('platform').slice(0, LISTED),
      referrer: rowsOf('referrer').slice(0, LISTED),
      medium: rowsOf('medium').slice(0, LISTED),
      language: rowsOf('language').slice(0, LISTED),
      consent: rowsOf('consent').slice(0, LISTED),
    },
    unknown: { orders: nobodys.orders, placed: nobodys.placed, settled: nobodys.settled },
    clicks: sum((row) => row.clicks),
    known: {
      orders: sum((row) => row.orders),
      placed: sum((row) => row.placed),
      settled: sum((row) => row.settled),
    },
  };
}
