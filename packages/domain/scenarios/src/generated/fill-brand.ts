import type { Warehouse } from '@kolony/warehouse';

const CLICKS_A_VISITOR = 2;
/** Days on which first clicks come; second clicks and orders follow within a week. */
const DAYS = 90;
/** From the first click to the last order, in days. */
export const SPAN = DAYS + 8;

/** A KOL's deal whose links are clicked. */
export interface GeneratedDeal {
  kolId: string;
  dealId: string;
  campaignId: string;
  linkIds: readonly string[];
}

export interface BrandData {
  brandId: string;
  /** Its place among the brands: names its rows. */
  no: number;
  clicks: number;
  orders: number;
  deals: readonly GeneratedDeal[];
  /** The first click comes on this day, YYYY-MM-DD. */
  firstDay: string;
  /** What would be later has not happened. */
  until: Date;
}

/**
 * Clicks, site events, orders with all their events, commissions and touches of one brand, made inside ClickHouse by
 * arithmetic over row numbers: the same rows for the same numbers. Visitors click twice, on two KOLs' links; the second
 * click of every so many visitors wins an order. Orders come over 90 days; 8 % are partly refunded, 85 % are settled in
 * the end. PostgreSQL knows nothing of them: no order, no commission, no ledger entry.
 */
export async function fillBrand(warehouse: Warehouse, data: BrandData): Promise<void> {
  for (const sql of [clicksSql(data), siteEventsSql(data), ordersSql(data), costsSql(data), touchesSql(data)])
    await warehouse.command(`${sql} SETTINGS max_insert_threads = 2, max_execution_time = 3600`);
}

/** SQL of one click by its number within the brand. */
function click({ no, deals, firstDay }: BrandData, m: string) {
  const hash = (salt: string) => `cityHash64(${m}, ${no}, '${salt}')`;
  const v = `intDiv(${m}, ${CLICKS_A_VISITOR})`;
  const ofVisitor = (salt: string) => `cityHash64(${v}, ${no}, '${salt}')`;
  const hex = (of: string, length: number) => `substring(lower(hex(sipHash128(${of}, ${no}))), 1, ${length})`;
  // Squared: a few KOLs have most of the clicks.
  const deal = `(1 + toUInt16(floor(${deals.length} * pow((${hash('kol')} % 1000000) / 1000000, 2))))`;
  const of = (values: readonly string[]) => `${textArray(values)}[${deal}]`;
  const links = `[${deals.map(({ linkIds }) => textArray(linkIds)).join(', ')}][${deal}]`;
  return {
    id: `concat(${hex(m, 32)}, ${hex(`${m} + 1000000007`, 12)})`,
    visitor: hex(v, 22),
    network: hex(`${v}, 'network'`, 16),
    at: `toDateTime64('${firstDay} 00:00:00', 3, 'UTC') + toIntervalMillisecond(${ofVisitor('at')} % ${DAYS * 86_400_000}
      + (${m} % ${CLICKS_A_VISITOR}) * (3600000 + ${ofVisitor('gap')} % 432000000))`,
    kol: of(deals.map(({ kolId }) => kolId)),
    deal: of(deals.map(({ dealId }) => dealId)),
    campaign: of(deals.map(({ campaignId }) => campaignId)),
    link: `${links}[1 + ${hash('link')} % length(${links})]`,
    kind: `multiIf(${hash('kind')} % 100 < 3, 'bot', ${hash('kind')} % 100 < 4, 'datacentre', 'click')`,
    hash,
  };
}

const textArray = (values: readonly string[]) => `[${values.map((value) => `'${value}'`).join(', ')}]`;

const pick = (of: string, values: readonly string[]) => `${textArray(values)}[1 + ${of} % ${values.length}]`;

/** SQL: whether something of an order's has happened, so many days after it. */
const happened = ({ until }: BrandData, days: string) =>
  `placed_at + toIntervalDay(${days}) <= toDateTime64('${until.toISOString().slice(0, 19)}', 3, 'UTC')`;

function clicksSql(data: BrandData): string {
  const one = click(data, 'number');
  return `
    INSERT INTO clicks (click_id, at, brand_id, campaign_id, deal_id, kol_id, link_id, visitor, network_hash, kind,
      counted, repeat, route, medium, device, in_app, referrer_host, language, country, consent, sub1)
    SELECT ${one.id}, ${one.at}, '${data.brandId}', ${one.campaign}, ${one.deal}, ${one.kol}, ${one.link},
      ${one.visitor}, ${one.network}, ${one.kind}, ${one.kind} = 'click', ${one.hash('repeat')} % 20 = 0, '',
      if(${one.hash('medium')} % 20 = 0, 'qr', 'link'),
      ${pick(one.hash('device'), ['mobile', 'mobile', 'mobile', 'desktop', 'tablet'])},
      ${pick(one.hash('app'), ['wechat', 'xiaohongshu', 'douyin', 'bilibili', ''])},
      ${pick(one.hash('referrer'), ['', '', 'weibo.com', 'www.zhihu.com'])},
      ${pick(one.hash('language'), ['zh-cn', 'zh-cn', 'en-us'])},
      ${pick(one.hash('country'), ['CN', 'CN', 'CN', 'HK', 'SG', 'US'])}, 'not_required',
      if(${one.hash('sub')} % 10 = 0, concat('p', toString(${one.hash('sub1')} % 9)), '')
    FROM numbers_mt(${data.clicks})`;
}

function siteEventsSql(data: BrandData): string {
  const one = click(data, 'number');
  return `
    INSERT INTO site_events (event_id, event, at, brand_id, campaign_id, deal_id, kol_id, link_id, touches, visitor,
      counted, origin, page)
    SELECT concat(${one.id}, event), event, ${one.at} + INTERVAL 1 MINUTE, '${data.brandId}', ${one.campaign},
      ${one.deal}, ${one.kol}, ${one.link}, [${one.id}], ${one.visitor}, 1, 'https://shop.example', '/'
    FROM numbers_mt(${data.clicks})
    ARRAY JOIN if(${one.hash('cart')} % 12 = 0, ['view', 'cart'], ['view']) AS event
    WHERE ${one.hash('view')} % 3 = 0`;
}

/** SQL of one order by its number within the brand: \`j\` is in scope, as are the click's columns. */
function orderRows(data: BrandData): string {
  const apart = Math.floor(data.clicks / CLICKS_A_VISITOR / data.orders);
  const won = click(data, `(${CLICKS_A_VISITOR} * j * ${apart} + ${CLICKS_A_VISITOR - 1})`);
  const first = click(data, `(${CLICKS_A_VISITOR} * j * ${apart})`);
  const customers = Math.floor(data.orders * 0.7);
  return `
    SELECT number AS j, cityHash64(j, ${data.no}, 'order') AS h, ${won.id} AS token, ${won.at} AS clicked_at,
      ${won.campaign} AS campaign, ${won.deal} AS deal, ${won.kol} AS kol, ${won.link} AS link,
      ${first.id} AS first_token, ${first.at} AS first_at, ${first.campaign} AS first_campaign,
      ${first.deal} AS first_deal, ${first.kol} AS first_kol, ${first.link} AS first_link,
      clicked_at + toIntervalSecond(600 + h % 172800) AS placed_at,
      concat('cnv_${data.no}_', toString(j)) AS conversion, concat('order_', toString(j)) AS order_no,
      concat('customer_', toString(j % ${customers})) AS customer, j < ${customers} AS is_new,
      toInt64(1000 + h % 50000) AS worth, h % 100 AS fate
    FROM numbers_mt(${data.orders})`;
}

const KEPT = 'fate < 85';
const REFUNDED = 'fate >= 85 AND fate < 93';

function ordersSql(data: BrandData): string {
  return `
    INSERT INTO order_events (event_id, event, brand_id, campaign_id, deal_id, kol_id, link_id, conversion_id, order_id,
      customer_id, orders, amount, currency, order_at, at, new_customer, click_id, line_skus, line_categories,
      line_quantities, line_amounts)
    SELECT concat(conversion, fact.1), fact.1, '${data.brandId}', campaign, deal, kol, link, conversion, order_no, customer,
      fact.2, fact.3, 'CNY', placed_at, placed_at + toIntervalDay(fact.4),
      if(fact.1 = 'placed', toInt8(is_new), -1), if(fact.1 = 'placed', token, ''),
      if(fact.5, [concat('sku_', toString(h % 200)), concat('sku_', toString(h % 7))], []),
      if(fact.5, [concat('category_', toString(h % 12)), 'category_0'], []),
      if(fact.5, [1, 2], []), if(fact.5, [intDiv(fact.3, 3), fact.3 - intDiv(fact.3, 3)], [])
    FROM (${orderRows(data)})
    ARRAY JOIN arrayFilter(fact -> fact.6 AND ${happened(data, 'fact.4')}, [
      ('placed', 1, worth, 0, 1, 1), ('paid', 1, worth, 0, 0, fate < 95), ('completed', 1, worth, 5, 0, ${KEPT}),
      ('refunded', 0, intDiv(worth, 2), 7, 1, ${REFUNDED}), ('settled', 1, worth, 20, 0, ${KEPT})]) AS fact`;
}

function costsSql(data: BrandData): string {
  return `
    INSERT INTO commission_events (event_id, event, brand_id, campaign_id, deal_id, kol_id, link_id, commission_id,
      conversion_id, order_id, amount, settled_delta, currency, order_at, at)
    SELECT concat(conversion, fact.1), fact.1, '${data.brandId}', campaign, deal, kol, link, concat('com_', conversion),
      conversion, order_no, fact.2, fact.3, 'CNY', placed_at, placed_at + toIntervalDay(fact.4)
    FROM (SELECT *, intDiv(worth * 15, 100) AS earned FROM (${orderRows(data)}))
    ARRAY JOIN arrayFilter(fact -> fact.5 AND ${happened(data, 'fact.4')}, [
      ('accrued', earned, toInt64(0), 0, 1), ('reversed', intDiv(earned, 2), toInt64(0), 7, ${REFUNDED}),
      ('released', earned, earned, 20, ${KEPT})]) AS fact`;
}

function touchesSql(data: BrandData): string {
  return `
    INSERT INTO order_touches (brand_id, campaign_id, deal_id, kol_id, link_id, kind, click_id, touch_at, place, verdict,
      share_bp, conversion_id, order_id, customer_id, amount, currency, order_at)
    SELECT '${data.brandId}', touch.1, touch.2, touch.3, touch.4, 'click', touch.5, touch.6, touch.7, touch.8, touch.9,
      conversion, order_no, customer, worth, 'CNY', placed_at
    FROM (${orderRows(data)})
    ARRAY JOIN [
      (first_campaign, first_deal, first_kol, first_link, first_token, first_at, 0, 'not_last', 0),
      (campaign, deal, kol, link, token, clicked_at, 1, 'last_touch', 10000)] AS touch
    WHERE ${happened(data, '0')}`;
}
