import type { Warehouse } from '@kolony/warehouse';
import type { Slice } from './figures.ts';
import { noFigures, ratio } from './metrics.ts';
import { clickedOf, countClicks, ordersBy } from './orders-by.ts';
import { inPeriod } from './period.ts';
import { quartersBy } from './quarters-by.ts';
import { type Asked, listedOf } from './question.ts';
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

/** Clicks that have all traits in common are one row, before each trait has its own: seven rows of few, not of all. */
const alike = (slice: Slice) => {
  const columns = ClickTrait.options.map((trait) => TRAIT_COLUMNS[trait]).join(', ');
  return `alike AS (
      SELECT ${columns}, sum(clicks.raw_clicks) AS raw_clicks, sum(clicks.unique_clicks) AS unique_clicks,
        sum(clicks.scans) AS scans, sum(clicks.page_clicks) AS page_clicks
      FROM clicks
      WHERE ${slice.where} AND counted AND ${inPeriod('at')}
      GROUP BY ${columns}
    )`;
};

/** Clicks of the period, and its orders by the click that won each, which may have come before it. */
export async function traitsOf(
  warehouse: Warehouse,
  slice: Slice,
  asked: Pick<Asked, 'beside'>,
): Promise<Traits> {
  const [clicks, known, all] = await Promise.all([
    countClicks(warehouse, slice, {
      by: ['trait.1', 'trait.2'],
      with: [alike(slice)],
      from: `(SELECT *, ${EACH_TRAIT} FROM alike)`,
    }),
    ordersBy(warehouse, slice, {
      by: ['trait.1', 'trait.2'],
      with: [clickedOf(slice), `traits AS (SELECT click_id AS of_click, ${EACH_TRAIT} FROM clicked)`],
      from: 'INNER JOIN traits ON traits.of_click = orders.token',
    }),
    quartersBy(warehouse, slice, { by: ["''"], rollups: ['orders_by_quarter'] }),
  ]);
  const ofTrait = <Group extends { key: string[] }>(groups: readonly Group[], trait: ClickTrait) =>
    groups.filter(({ key: [name] }) => name === trait);
  const rowsOf = (trait: ClickTrait): TraitRow[] => {
    const rows = new Map<string, TraitRow>();
    const both = [...ofTrait(clicks, trait), ...ofTrait(known, trait)];
    for (const {
      key: [, value = ''],
      figures,
    } of both) {
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
  const ofKnown = {
    orders: sum((row) => row.orders),
    placed: sum((row) => row.placed),
    settled: sum((row) => row.settled),
  };
  const listed = (trait: ClickTrait) => rowsOf(trait).slice(0, listedOf(asked, LISTED));
  const { figures: whole = noFigures() } = all[0] ?? {};
  return {
    by: {
      country: listed('country'),
      device: listed('device'),
      platform: listed('platform'),
      referrer: listed('referrer'),
      medium: listed('medium'),
      language: listed('language'),
      consent: listed('consent'),
    },
    unknown: {
      orders: whole.orders - ofKnown.orders,
      placed: whole.placed - ofKnown.placed,
      settled: whole.settled - ofKnown.settled,
    },
    clicks: sum((row) => row.clicks),
    known: ofKnown,
  };
}
