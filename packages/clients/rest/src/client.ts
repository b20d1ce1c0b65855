import { type Call, type ClientOptions, request } from './request.ts';
import type {
  BatchResult,
  Campaign,
  CampaignRequest,
  CampaignSummary,
  CampaignsQuery,
  Commission,
  CommissionsQuery,
  Conversion,
  ConversionRequest,
  Deal,
  DealSummary,
  DealsQuery,
  Link,
  LinkRequest,
  LinksQuery,
  Page,
  Refund,
  RefundRequest,
  StatusRequest,
  TestEvent,
} from './schema.ts';

/** Lines that one batch may have; a longer list is sent in several. */
const BATCH = 1_000;

/**
 * Kolony's REST API for a shop's server. Money is integer minor units, times are RFC 3339. Orders, statuses and refunds
 * may be sent again: the same input is answered as the first time (`replayed: true`). All throw KolonyApiError.
 */
export interface Client {
  conversions: {
    /** An order, with the touches that its page gave. `conversion/conflict`: the same order_id with another body. */
    create(order: ConversionRequest): Promise<Conversion>;
    /** Any number of orders; one result for each, in order, `line` counted over all. A refused one stops no other. */
    createMany(orders: readonly ConversionRequest[]): Promise<BatchResult[]>;
    get(orderId: string): Promise<Conversion>;
    /** paid and completed go forward only; cancelled takes everything back. */
    setStatus(orderId: string, change: StatusRequest): Promise<Conversion>;
  };
  refunds: {
    create(refund: RefundRequest): Promise<Refund>;
  };
  testEvents: {
    /** What would happen to this order, and why, check by check; nothing is recorded. */
    create(order: ConversionRequest): Promise<TestEvent>;
  };
  commissions: {
    list(query?: CommissionsQuery): Promise<Page<Commission>>;
  };
  campaigns: {
    list(query?: CampaignsQuery): Promise<Page<CampaignSummary>>;
    get(id: string): Promise<Campaign>;
    /** A draft; it is funded and published in the dashboard. */
    create(campaign: CampaignRequest): Promise<Campaign>;
  };
  deals: {
    list(query?: DealsQuery): Promise<Page<DealSummary>>;
    /** The whole deal room: Terms, work, timeline. */
    get(id: string): Promise<Deal>;
  };
  links: {
    list(query?: LinksQuery): Promise<Page<Link>>;
    get(id: string): Promise<Link>;
    /** One more link of an active deal, within the host of its campaign's landing page. */
    create(link: LinkRequest): Promise<Link>;
  };
}

export function createClient(options: ClientOptions): Client {
  const ask = async <Answer>(call: Call): Promise<Answer> => JSON.parse(await request(options, call));
  const post = <Answer>(path: string, body: unknown, nameless = false) =>
    ask<Answer>({
      method: 'POST',
      path,
      body: { type: 'application/json', text: JSON.stringify(body) },
      nameless,
    });
  const get = <Answer>(path: string) => ask<Answer>({ method: 'GET', path });
  const list = <Row>(path: string, query: object = {}) => {
    const asked = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    return get<Page<Row>>(asked.length === 0 ? path : `${path}?${new URLSearchParams(asked)}`);
  };
  const at = (path: string, id: string) => `${path}/${encodeURIComponent(id)}`;
  const byOrder = (orderId: string) => at('/v1/conversions', orderId);

  async function sendBatch(orders: readonly ConversionRequest[], before: number): Promise<BatchResult[]> {
    const text = orders.map((order) => `${JSON.stringify(order)}\n`).join('');
    const body = { type: 'application/x-ndjson', text } as const;
    const answer = await request(options, { method: 'POST', path: '/v1/conversions/batch', body });
    return answer
      .split('\n')
      .filter(Boolean)
      .map((text) => JSON.parse(text))
      .map((result: BatchResult) => ({ ...result, line: before + result.line }));
  }

  return {
    conversions: {
      create: (order) => post('/v1/conversions', order),
      async createMany(orders) {
        const results: BatchResult[] = [];
        for (let from = 0; from < orders.length; from += BATCH)
          results.push(...(await sendBatch(orders.slice(from, from + BATCH), from)));
        return results;
      },
      get: (orderId) => get(byOrder(orderId)),
      setStatus: (orderId, change) => post(`${byOrder(orderId)}/status`, change),
    },
    refunds: { create: (refund) => post('/v1/refunds', refund) },
    testEvents: { create: (order) => post('/v1/test-events', order) },
    commissions: { list: (query) => list('/v1/commissions', query) },
    campaigns: {
      list: (query) => list('/v1/campaigns', query),
      get: (id) => get(at('/v1/campaigns', id)),
      create: (campaign) => post('/v1/campaigns', campaign, true),
    },
    deals: {
      list: (query) => list('/v1/deals', query),
      get: (id) => get(at('/v1/deals', id)),
    },
    links: {
      list: (query) => list('/v1/links', query),
      get: (id) => get(at('/v1/links', id)),
      create: (link) => post('/v1/links', link, true),
    },
  };
}
