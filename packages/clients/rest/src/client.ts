import { type Call, type ClientOptions, request } from './request.ts';
import type {
  BatchResult,
  Campaign,
  CampaignRequest,
  CampaignSummary,
  CampaignsQuery,
  CaseRequest,
  Commission,
  CommissionsQuery,
  Conversion,
  ConversionRequest,
  Deal,
  DealSummary,
  DealsQuery,
  DeliveriesQuery,
  Delivery,
  DeliveryDetail,
  FailedSince,
  Link,
  LinkRequest,
  LinksQuery,
  Page,
  Refund,
  RefundRequest,
  Report,
  ReportQuery,
  SecretRotation,
  StatusRequest,
  TestEvent,
  Webhook,
  WebhookChange,
  WebhookRequest,
  WebhookWithSecret,
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
    /** An after-sale case opens or is closed: while one is open nothing of the order becomes payable. */
    setCase(orderId: string, change: CaseRequest): Promise<Conversion>;
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
  reports: {
    /** A report of the dashboard in rows: overview, kols, attribution, funnel, products, customers … */
    get(name: Report['report'], query: ReportQuery): Promise<Report>;
  };
  webhooks: {
    /** All of them: ten at most. */
    list(): Promise<Page<Webhook>>;
    /** Its secret is in this answer and nowhere else. */
    create(webhook: WebhookRequest): Promise<WebhookWithSecret>;
    /** What is left out stays. */
    change(id: string, change: WebhookChange): Promise<Webhook>;
    delete(id: string): Promise<{ id: string; deleted: true }>;
    /** A new secret; for the hours of overlap both sign. */
    rotateSecret(id: string, rotation?: SecretRotation): Promise<WebhookWithSecret>;
    sendTest(id: string): Promise<{ event_id: string }>;
    deliveries(id: string, query?: DeliveriesQuery): Promise<Page<Delivery>>;
    delivery(id: string, eventId: string): Promise<DeliveryDetail>;
    /** Sends one event again, under the same webhook-id. */
    replay(id: string, eventId: string): Promise<{ event_id: string }>;
    /** Sends everything again that failed since then. */
    replayFailed(id: string, since: FailedSince): Promise<{ replayed: number }>;
  };
}

export function createClient(options: ClientOptions): Client {
  const ask = async <Answer>(call: Call): Promise<Answer> => JSON.parse(await request(options, call));
  const json = (body: unknown) => ({ type: 'application/json' as const, text: JSON.stringify(body) });
  const post = <Answer>(path: string, body: unknown, nameless = false) =>
    ask<Answer>({ method: 'POST', path, body: json(body), nameless });
  /** Done twice it would be two things done: it is not tried again after an answer that was lost. */
  const act = <Answer>(method: 'POST' | 'DELETE', path: string) =>
    ask<Answer>({ method, path, nameless: true });
  const get = <Answer>(path: string) => ask<Answer>({ method: 'GET', path });
  const asking = <Answer>(path: string, query: object = {}) => {
    const asked = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    return get<Answer>(asked.length === 0 ? path : `${path}?${new URLSearchParams(asked)}`);
  };
  const list = <Row>(path: string, query: object = {}) => asking<Page<Row>>(path, query);
  const at = (path: string, id: string) => `${path}/${encodeURIComponent(id)}`;
  const byWebhook = (id: string) => at('/v1/webhooks', id);
  const byDelivery = (id: string, eventId: string) => at(`${byWebhook(id)}/deliveries`, eventId);
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
      setCase: (orderId, change) => post(`${byOrder(orderId)}/cases`, change),
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
    reports: {
      get: (name, query) => asking(at('/v1/reports', name), query),
    },
    webhooks: {
      list: () => list('/v1/webhooks'),
      create: (webhook) => post('/v1/webhooks', webhook, true),
      change: (id, change) => ask({ method: 'PATCH', path: byWebhook(id), body: json(change) }),
      delete: (id) => act('DELETE', byWebhook(id)),
      rotateSecret: (id, rotation = {}) => post(`${byWebhook(id)}/rotate`, rotation, true),
      sendTest: (id) => act('POST', `${byWebhook(id)}/test`),
      deliveries: (id, query) => list(`${byWebhook(id)}/deliveries`, query),
      delivery: (id, eventId) => get(byDelivery(id, eventId)),
      replay: (id, eventId) => act('POST', `${byDelivery(id, eventId)}/replay`),
      replayFailed: (id, since) => post(`${byWebhook(id)}/replay`, since, true),
    },
  };
}
