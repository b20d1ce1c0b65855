import type { BrandScope, KolScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import type { Slice } from './figures.ts';
import { noFigures } from './metrics.ts';
import { clickedOf, clicksBy, ordersBy, ordersOf } from './orders-by.ts';
import { type Asked, sliceOf } from './question.ts';
import type { ContentFigures } from './shapes/content.ts';

/** A posting as its clicks are told apart. */
export interface AskedPosting {
  id: string;
  dealId: string;
  since: Date;
  /** When the next one of the same deal followed; null: none did. */
  until: Date | null;
  /** The word on the link in the post (`?sub1=`), '' without. */
  sub: string;
}

export interface ContentInput extends Asked {
  postings: readonly AskedPosting[];
}

const FOREVER = Date.parse('2100-01-01');

/** SQL: {at} and {sub} of something that came belong to the posting of the row. */
const belongs = (
  at: string,
  sub: string,
) => `${at} >= windows.since AND if(windows.sub != '', ${sub} = windows.sub,
  ${at} < windows.until AND (windows.of_deal, ${sub}) NOT IN (SELECT of_deal, sub FROM windows WHERE sub != ''))`;

/**
 * "What did this post bring?" A posting's clicks are those of its deal that carry its own word, whenever they come after
 * it; without one, those until the deal's next posting that carry no other posting's word. Its orders are those that its
 * clicks won; an order without a known click goes by its own instant.
 */
export async function contentReport(
  { warehouse }: { warehouse: Warehouse },
  scope: BrandScope | KolScope,
  { postings, ...asked }: ContentInput,
): Promise<ContentFigures> {
  const slice = sliceOf('content', scope, asked);
  const { currency, period, timeZone } = asked;
  if (postings.length === 0) return { currency, period, timeZone, postings: {} };
  const params = windowsOf(postings);
  const [clicks, orders] = await Promise.all([
    clicksBy(warehouse, slice, {
      by: ['windows.id'],
      with: [WINDOWS],
      from: `INNER JOIN windows ON windows.of_deal = clicks.deal_id WHERE ${belongs('clicks.at', 'clicks.sub1')}`,
      params,
    }),
    ordersBy(warehouse, slice, {
      by: ['windows.id'],
      with: [clickedOf(slice), WINDOWS, CAME],
      from: `INNER JOIN came ON came.came_conversion = orders.conversion_id AND came.came_deal = orders.deal_id
        INNER JOIN windows ON windows.of_deal = orders.deal_id WHERE ${OF_WINDOW}`,
      params,
    }),
  ]);
  const clicked = new Map(clicks.map(({ key: [id = ''], figures }) => [id, figures]));
  const ordered = new Map(orders.map(({ key: [id = ''], figures }) => [id, figures]));
  return {
    currency,
    period,
    timeZone,
    postings: Object.fromEntries(
      postings.map(({ id }) => {
        const { orders: count, placed, settled, cost } = ordered.get(id) ?? noFigures();
        const figures = { orders: count, placed, settled, commission: cost };
        return [id, { clicks: clicked.get(id)?.clicks ?? 0, ...figures }];
      }),
    ),
  };
}

/** SQL, with `windowsOf`: the postings. */
const WINDOWS = `windows AS (
      SELECT posting.1 AS id, posting.2 AS of_deal, fromUnixTimestamp64Milli(posting.3) AS since,
        fromUnixTimestamp64Milli(posting.4) AS until, posting.5 AS sub
      FROM (SELECT arrayJoin(arrayZip({ids:Array(String)}, {deals:Array(String)}, {since:Array(Int64)},
        {until:Array(Int64)}, {subs:Array(String)})) AS posting)
    )`;

function windowsOf(postings: readonly AskedPosting[]) {
  return {
    ids: postings.map(({ id }) => id),
    deals: postings.map(({ dealId }) => dealId),
    since: postings.map(({ since }) => since.getTime()),
    until: postings.map(({ until }) => until?.getTime() ?? FOREVER),
    subs: postings.map(({ sub }) => sub),
  };
}

/** SQL: when and with which word the touch came that each order is told by. */
const CAME = `came AS (
      SELECT orders.conversion_id AS came_conversion, orders.deal_id AS came_deal, clicked.sub1 AS came_sub,
        if(clicked.click_id = '', orders.placed_at, clicked.at) AS came_at
      FROM orders LEFT JOIN clicked ON clicked.click_id = orders.token
    )`;
const OF_WINDOW = belongs('came.came_at', 'came.came_sub');

/** SQL of the orders of one posting among those it was told apart from, with its parameters. */
export function ofPosting(
  slice: Slice,
  { posting, among }: { posting: string; among: readonly AskedPosting[] },
) {
  return {
    sql: `(conversion_id, deal_id) IN (
        WITH ${[ordersOf(slice), clickedOf(slice), WINDOWS, CAME].join(',\n')}
        SELECT came_conversion, came_deal FROM came INNER JOIN windows ON windows.of_deal = came.came_deal
        WHERE ${OF_WINDOW} AND windows.id = {posting:String}
      )`,
    params: { ...windowsOf(among), posting },
  };
}
