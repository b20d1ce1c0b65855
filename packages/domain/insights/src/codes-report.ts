import type { BrandScope, KolScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import type { Slice } from './figures.ts';
import { type Figures, noFigures, ratio } from './metrics.ts';
import { clickedOf, clicksBy, type OrderGroup, ordersBy } from './orders-by.ts';
import { inPeriod } from './period.ts';
import { quartersBy } from './quarters-by.ts';
import { type Asked, listedOf, sliceOf } from './question.ts';
import type { CodeFigures, CodesFigures, LinkFigures } from './shapes/codes.ts';
import { visitorsBy } from './visitors.ts';

const LISTED = 100;
const SUBS_LISTED = 20;

/** "Which link, which post, which code?" What each link and each code of the slice brought. */
export async function codesReport(
  { warehouse }: { warehouse: Warehouse },
  scope: BrandScope | KolScope,
  asked: Asked,
): Promise<CodesFigures> {
  const slice = sliceOf('codes', scope, asked);
  const [links, codes] = await Promise.all([
    linkFigures(warehouse, slice, listedOf(asked, SUBS_LISTED)),
    codeFigures(warehouse, slice),
  ]);
  const { currency, period, timeZone } = asked;
  return {
    currency,
    period,
    timeZone,
    links: links.slice(0, listedOf(asked, LISTED)),
    linkCount: links.length,
    codes: codes.slice(0, listedOf(asked, LISTED)),
    codeCount: codes.length,
  };
}

function sold({ orders, placed, settled, refunded, cost }: Figures) {
  return { orders, placed, settled, refunded, refundRate: ratio(refunded, placed), cost };
}

const at = (milliseconds: number | undefined) => (milliseconds === undefined ? null : new Date(milliseconds));

/** @param subsListed of each link, the words with most clicks. */
async function linkFigures(warehouse: Warehouse, slice: Slice, subsListed: number): Promise<LinkFigures[]> {
  const subs = ['link_id', 'sub1', 'sub2', 'sub3'];
  const [links, visitors, clicksBySub, ordersBySub] = await Promise.all([
    quartersBy(warehouse, slice, {
      by: ['link_id', 'deal_id', 'kol_id'],
      rollups: ['clicks_by_quarter', 'orders_by_quarter', 'commissions_by_quarter'],
    }),
    visitorsBy(warehouse, slice, 'link_id'),
    clicksBy(warehouse, slice, { by: subs, from: "WHERE sub1 != '' OR sub2 != '' OR sub3 != ''" }),
    ordersBy(warehouse, slice, {
      by: subs.map((column) => `clicked.${column}`),
      with: [clickedOf(slice)],
      from: `INNER JOIN clicked ON clicked.click_id = orders.token
        WHERE clicked.sub1 != '' OR clicked.sub2 != '' OR clicked.sub3 != ''`,
    }),
  ]);
  const ofSubs = joined(clicksBySub, ordersBySub);
  return links
    .filter(({ key: [linkId] }) => linkId !== '')
    .map(({ key: [linkId = '', dealId = '', kolId = ''], figures, span: [firstAt, lastAt] }) => ({
      linkId,
      dealId,
      kolId,
      rawClicks: figures.rawClicks,
      clicks: figures.clicks,
      scans: figures.scans,
      pageClicks: figures.pageClicks,
      visitors: visitors.get(linkId) ?? 0,
      ...sold(figures),
      conversion: ratio(figures.orders, figures.clicks),
      firstAt: at(firstAt),
      lastAt: at(lastAt),
      subs: ofSubs
        .filter(({ key: [of] }) => of === linkId)
        .map((sub) => ({
          subs: sub.key.slice(1),
          clicks: sub.clicked.clicks,
          orders: sub.ordered.orders,
          placed: sub.ordered.placed,
        }))
        .sort((a, b) => b.clicks - a.clicks || b.orders - a.orders)
        .slice(0, subsListed),
    }))
    .sort((a, b) => b.orders - a.orders || b.clicks - a.clicks || (a.linkId < b.linkId ? -1 : 1));
}

/** Clicks and orders of the same name, side by side. */
function joined(clicks: readonly OrderGroup[], orders: readonly OrderGroup[]) {
  const all = new Map<string, { key: string[]; clicked: Figures; ordered: Figures }>();
  for (const { key, figures } of clicks)
    all.set(key.join('\n'), { key, clicked: figures, ordered: noFigures() });
  for (const { key, figures } of orders) {
    const found = all.get(key.join('\n')) ?? { key, clicked: noFigures() };
    all.set(key.join('\n'), { ...found, ordered: figures });
  }
  return [...all.values()];
}

async function codeFigures(warehouse: Warehouse, slice: Slice): Promise<CodeFigures[]> {
  const groups = await ordersBy(warehouse, slice, {
    by: ['coupon', 'deal_id', 'of_kol'],
    from: "WHERE coupon != ''",
    also: [
      'toUnixTimestamp64Milli(min(placed_at))',
      'toUnixTimestamp64Milli(max(placed_at))',
      `countIf(won AND (conversion_id, of_kol) NOT IN (${clickedToo(slice)}))`,
    ],
  });
  return groups
    .map(({ key: [code = '', dealId = '', kolId = ''], figures, also: [firstAt, lastAt, withoutClick] }) => ({
      code,
      dealId,
      kolId,
      ...sold(figures),
      firstAt: new Date(firstAt ?? 0),
      lastAt: new Date(lastAt ?? 0),
      withoutClick: withoutClick ?? 0,
    }))
    .sort((a, b) => b.orders - a.orders || b.placed - a.placed || (a.code < b.code ? -1 : 1));
}

/** SQL: the KOLs whose links were clicked on the way to each order of the slice. */
export function clickedToo({ where }: Pick<Slice, 'where'>): string {
  return `SELECT conversion_id, kol_id FROM order_touches
        WHERE ${where} AND kind = 'click' AND ${inPeriod('order_at')}`;
}
