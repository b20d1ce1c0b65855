import { after, MINUTE, SECOND } from '@kolony/kernel';
import type { ClickTokenKeys } from '@kolony/tracking';
import type { SiteEventRow } from '@kolony/tracking/schema';
import type { Warehouse } from '@kolony/warehouse';
import type { Random } from '../random.ts';
import type { DemoCampaign } from './campaigns.ts';
import { BATCH, clickIdOf } from './insert-clicks.ts';
import { BRANDS } from './people.ts';
import { basketOf } from './shelves.ts';
import type { DemoClick, DemoOrder } from './traffic.ts';

/** What happened on a shop's pages after a click. */
interface SiteVisit {
  event: 'view' | 'cart' | 'order';
  click: DemoClick;
  campaign: DemoCampaign;
  at: Date;
  page: string;
  order?: DemoOrder;
  items: readonly { sku: string; quantity: number }[];
}

interface Lived {
  /** Of people, in time order. */
  clicks: readonly DemoClick[];
  orders: readonly DemoOrder[];
  /** Those of them after which a cart was certainly filled. */
  carts: readonly DemoClick[];
  /** Campaign id → campaign. */
  campaigns: ReadonlyMap<string, DemoCampaign>;
  until: Date;
}

const LANDED = 0.62;
const FILLED = 0.12;

/**
 * Most clicks reach the page, one in eight of them fills the cart, and whoever ordered after a click did both. Somebody who
 * goes on to another link leaves no cart behind: that is what the rule of late clicks looks for.
 */
export function* visitsOf(
  random: Random,
  { clicks, orders, carts, campaigns, until }: Lived,
): Generator<SiteVisit> {
  const bought = Map.groupBy(
    orders.filter(({ heard }) => !heard),
    ({ click }) => click,
  );
  const filled = new Set(carts);
  const seen = new Set<string>();
  for (const click of clicks.toReversed()) {
    const campaign = campaigns.get(click.deal.campaignId);
    if (!campaign || click.kind !== 'click') continue;
    const visitor = `${click.deal.campaignId}:${click.visitor}`;
    const wandered = seen.has(visitor);
    seen.add(visitor);
    const own = bought.get(click) ?? [];
    if (own.length === 0 && random.next() > LANDED) continue;
    const [looked] = basketOf(random, { shelf: campaign.shelf, discounted: false });
    const page = new URL(campaign.campaign.landingUrl).pathname;
    const of = { click, campaign, page };
    yield {
      ...of,
      event: 'view',
      at: after(click.at, random.between(1, 12) * SECOND),
      items: looked ? [{ sku: looked.sku, quantity: 1 }] : [],
    };
    if (filled.has(click) || (own.length === 0 && !wandered && random.next() < FILLED)) {
      const at = after(click.at, random.between(1, 9) * MINUTE);
      const items = basketOf(random, { shelf: campaign.shelf, discounted: false });
      if (at <= until) yield { ...of, event: 'cart', at, page: '/cart', items };
    }
    for (const order of own) {
      const lead = Math.min(order.at.getTime() - click.at.getTime(), random.between(2, 8) * MINUTE);
      const at = after(order.at, -Math.floor(lead / 2));
      if (!wandered) yield { ...of, event: 'cart', at, page: '/cart', items: order.lines };
      // Some close the window before the page has said so.
      if (random.next() < 0.93)
        yield { ...of, event: 'order', at: order.at, page: '/thanks', items: order.lines, order };
    }
  }
}

/** In bulk: the rows that the tracker's second spool would have shipped. Returns how many. */
export async function insertVisits(
  warehouse: Warehouse,
  keys: ClickTokenKeys,
  visits: Iterable<SiteVisit>,
): Promise<number> {
  const shops = new Map<string, string>(BRANDS.map(({ key, shop }) => [key, shop]));
  let count = 0;
  let rows: SiteEventRow[] = [];
  const flush = async () => {
    await warehouse.insert({ table: 'site_events', rows, token: `demo:visits:${count}` });
    rows = [];
  };
  for (const { event, click, campaign, at, page, order, items } of visits) {
    const { brandId, campaignId, dealId, kolId, linkId } = click.deal;
    count += 1;
    rows.push({
      event_id: `demo${String(count).padStart(18, '0')}`,
      event,
      at: at.toISOString(),
      brand_id: brandId,
      campaign_id: campaignId,
      deal_id: dealId,
      kol_id: kolId,
      link_id: linkId,
      touches: [clickIdOf(keys, click)],
      visitor: `shop${String(click.visitor).padStart(18, '0')}`,
      counted: true,
      origin: shops.get(campaign.brand) ?? '',
      page,
      order_id: order?.orderId ?? '',
      amount: order?.amount ?? 0,
      currency: order ? campaign.campaign.currency : '',
      skus: items.map(({ sku }) => sku),
      quantities: items.map(({ quantity }) => quantity),
    });
    if (rows.length >= BATCH) await flush();
  }
  if (rows.length > 0) await flush();
  return count;
}
