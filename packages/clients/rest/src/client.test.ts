import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createClient, everyRow, KolonyApiError } from './index.ts';

interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}
type Reply = { status: number; body?: unknown; headers?: Record<string, string> } | 'hang up';

/** A server that gives these answers, one per request, and remembers what it was asked. */
async function serverOf(...replies: Reply[]) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    const reply = replies[Math.min(seen.length, replies.length) - 1];
    if (!reply || reply === 'hang up') return void request.socket.destroy();
    response.writeHead(reply.status, reply.headers);
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {}));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    seen,
    baseUrl,
    client: createClient({ baseUrl, apiKey: 'kol_live_x', backOff: 10, timeout: 500 }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const order = {
  order_id: 'A-1',
  amount: 20_000,
  currency: 'CNY',
  occurred_at: '2026-11-23T12:00:00Z',
} as const;
const problem = (status: number, more: object = {}) => ({
  status,
  body: { code: 'api/no', detail: 'no', status, ...more },
});

test('says who it is, and sends the order as it is', async () => {
  await using s = await serverOf({ status: 201, body: { id: 'cnv_1', replayed: false } });
  expect(await s.client.conversions.create(order)).toMatchObject({ id: 'cnv_1', replayed: false });
  expect(s.seen).toMatchObject([
    {
      method: 'POST',
      url: '/v1/conversions',
      headers: { authorization: 'Bearer kol_live_x', 'content-type': 'application/json' },
    },
  ]);
  expect(JSON.parse(s.seen[0]?.body ?? '')).toEqual(order);
});

test('tries again after a lost connection, 429 and 5xx, with the same words each time', async () => {
  await using s = await serverOf('hang up', problem(429), problem(503), {
    status: 200,
    body: { replayed: true },
  });
  expect(await s.client.conversions.create(order)).toEqual({ replayed: true });
  expect(new Set(s.seen.map(({ body }) => body)).size).toBe(1);
  expect(s.seen).toHaveLength(4);
});

test('not before Retry-After says so', async () => {
  await using s = await serverOf({ ...problem(503), headers: { 'retry-after': '1' } }, { status: 200 });
  const began = performance.now();
  await s.client.refunds.create({
    refund_id: 'R',
    order_id: 'A-1',
    amount: 1,
    occurred_at: order.occurred_at,
  });
  expect(performance.now() - began).toBeGreaterThanOrEqual(990);
});

test('gives up after four attempts, with what was said last', async () => {
  await using s = await serverOf(problem(500));
  await expect(s.client.conversions.create(order)).rejects.toMatchObject({ status: 500, code: 'api/no' });
  expect(s.seen).toHaveLength(4);
});

test('a server that says nothing is not waited for', async () => {
  await using s = await serverOf('hang up');
  await expect(s.client.conversions.get('A-1')).rejects.not.toBeInstanceOf(KolonyApiError);
  expect(s.seen).toHaveLength(4);
});

test.each([400, 401, 403, 404, 409, 413, 422])('%i is final: it names code and field', async (status) => {
  await using s = await serverOf(problem(status, { field: 'amount', facts: { limit: 5 } }));
  const refusal = await s.client.conversions.create(order).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(KolonyApiError);
  expect(refusal).toMatchObject({ status, code: 'api/no', field: 'amount', facts: { limit: 5 } });
  expect(s.seen).toHaveLength(1);
});

test("a proxy's page is no answer of ours", async () => {
  await using s = await serverOf({ status: 404, body: '<html>nothing here' });
  await expect(s.client.conversions.get('A-1')).rejects.toMatchObject({
    status: 404,
    code: 'rest/unreadable',
  });
});

test('a redirect is not followed: the key is for this host', async () => {
  await using other = await serverOf({ status: 200 });
  await using s = await serverOf({ status: 307, headers: { location: other.baseUrl } });
  await expect(s.client.conversions.get('A-1')).rejects.toThrow();
  expect(other.seen).toHaveLength(0);
});

test('order ids are text, whatever is in them', async () => {
  await using s = await serverOf({ status: 200 });
  await s.client.conversions.setStatus('../a b/#1', { status: 'paid', occurred_at: order.occurred_at });
  expect(s.seen[0]?.url).toBe('/v1/conversions/..%2Fa%20b%2F%231/status');
});

test('many orders go in batches of a thousand lines, and come back in order', async () => {
  const answer = (from: number, count: number) => ({
    status: 207,
    body: Array.from({ length: count }, (_, n) =>
      JSON.stringify({ line: n + 1, status: 201, body: { order_id: `A-${from + n}` } }),
    ).join('\n'),
  });
  await using s = await serverOf(answer(0, 1_000), answer(1_000, 500));
  const orders = Array.from({ length: 1_500 }, (_, n) => ({ ...order, order_id: `A-${n}` }));
  const results = await s.client.conversions.createMany(orders);
  expect(results.map((result) => 'body' in result && result.body.order_id)).toEqual(
    orders.map(({ order_id }) => order_id),
  );
  expect(results.map(({ line }) => line)).toEqual(orders.map((_, n) => n + 1));
  expect(
    s.seen.map(({ url, headers, body }) => [url, headers['content-type'], body.trimEnd().split('\n').length]),
  ).toEqual([
    ['/v1/conversions/batch', 'application/x-ndjson', 1_000],
    ['/v1/conversions/batch', 'application/x-ndjson', 500],
  ]);
  expect(await s.client.conversions.createMany([])).toEqual([]);
});

test('a test event goes where nothing is recorded', async () => {
  await using s = await serverOf({ status: 200 });
  await s.client.testEvents.create(order);
  expect(s.seen.map(({ url }) => url)).toEqual(['/v1/test-events']);
});

test('what has no name of its own is tried again only when it was certainly not done', async () => {
  const link = { deal_id: 'del_1', label: 'Newsletter' };
  await using limited = await serverOf(problem(429), { status: 201, body: { id: 'lnk_1' } });
  expect(await limited.client.links.create(link)).toEqual({ id: 'lnk_1' });
  for (const reply of [problem(500), 'hang up'] as const) {
    await using s = await serverOf(reply);
    await expect(s.client.links.create(link)).rejects.toThrow();
    expect(s.seen).toHaveLength(1);
  }
});

test('lists are asked with what is set, and read to their end', async () => {
  const page = (ids: string[], next_cursor: string | null) => ({
    status: 200,
    body: { data: ids.map((id) => ({ id })), next_cursor },
  });
  await using s = await serverOf(page(['a', 'b'], 'b&'), page(['c'], null));
  const seen: string[] = [];
  for await (const { id } of everyRow(s.client.links.list, { deal_id: 'del 1', limit: 2 })) seen.push(id);
  expect(seen).toEqual(['a', 'b', 'c']);
  expect(s.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /v1/links?deal_id=del+1&limit=2',
    'GET /v1/links?deal_id=del+1&limit=2&cursor=b%26',
  ]);
  await s.client.campaigns.get('../x');
  await s.client.deals.list();
  expect(s.seen.slice(2).map(({ url }) => url)).toEqual(['/v1/campaigns/..%2Fx', '/v1/deals']);
});
