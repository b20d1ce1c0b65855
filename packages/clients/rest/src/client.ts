import { type Call, type ClientOptions, request } from './request.ts';
import type {
  BatchResult,
  Conversion,
  ConversionRequest,
  Refund,
  RefundRequest,
  StatusRequest,
} from './schema.ts';

/** Lines that one batch may have; a longer list is sent in several. */
const BATCH = 1_000;

/**
 * Kolony's REST API for a shop's server. Money is integer minor units, times are RFC 3339. Every method may be called
 * again with the same input: it is answered as the first time (`replayed: true`). All throw KolonyApiError.
 */
export interface Client {
  conversions: {
    /** An order, with the touches that its page gave. `conversion/conflict`: the same order_id with another body. */
    create(order: ConversionRequest): Promise<Conversion>;
    /** Any number of orders; one result for each, in order. A refused one does not stop the others. */
    createMany(orders: readonly ConversionRequest[]): Promise<BatchResult[]>;
    get(orderId: string): Promise<Conversion>;
    /** paid and completed go forward only; cancelled takes everything back. */
    setStatus(orderId: string, change: StatusRequest): Promise<Conversion>;
  };
  refunds: {
    create(refund: RefundRequest): Promise<Refund>;
  };
  testEvents: {
    /** What would happen to this order, and why; nothing is recorded. */
    create(order: ConversionRequest): Promise<Conversion>;
  };
}

export function createClient(options: ClientOptions): Client {
  const ask = async <Answer>(call: Call): Promise<Answer> => JSON.parse(await request(options, call));
  const post = <Answer>(path: string, body: unknown) =>
    ask<Answer>({ method: 'POST', path, body: { type: 'application/json', text: JSON.stringify(body) } });
  const byOrder = (orderId: string) => `/v1/conversions/${encodeURIComponent(orderId)}`;

  async function sendBatch(orders: readonly ConversionRequest[]): Promise<BatchResult[]> {
    const text = orders.map((order) => `${JSON.stringify(order)}\n`).join('');
    const body = { type: 'application/x-ndjson', text } as const;
    const answer = await request(options, { method: 'POST', path: '/v1/conversions/batch', body });
    return answer
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  return {
    conversions: {
      create: (order) => post('/v1/conversions', order),
      async createMany(orders) {
        const results: BatchResult[] = [];
        for (let at = 0; at < orders.length; at += BATCH)
          results.push(...(await sendBatch(orders.slice(at, at + BATCH))));
        return results;
      },
      get: (orderId) => ask({ method: 'GET', path: byOrder(orderId) }),
      setStatus: (orderId, change) => post(`${byOrder(orderId)}/status`, change),
    },
    refunds: { create: (refund) => post('/v1/refunds', refund) },
    testEvents: { create: (order) => post('/v1/test-events', order) },
  };
}
