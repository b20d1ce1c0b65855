import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { after, DAY, MINUTE, movableClock } from '@kolony/kernel';
import { openSiteResolver } from '@kolony/links/resolver';
import { buildSnippet } from '@kolony/snippet';
import { makeDatabase, makeWarehouse } from '@kolony/testing';
import { mintClickToken, openSpool, readClickTokenKeys, startShipper } from '@kolony/tracking';
import { openWarehouse } from '@kolony/warehouse';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { nodeExchange } from '../src/front/node-exchange.ts';
import { openSite } from '../src/site/site.ts';

const SHOP = 'https://shop.example';
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';
const keys = readClickTokenKeys('a1'.repeat(32));
const name = () => randomBytes(16).toString('base64url');

const Row = z.object({
  event: z.string(),
  brand_id: z.string(),
  kol_id: z.string(),
  link_id: z.string(),
  touches: z.array(z.string()),
  visitor: z.string(),
  counted: z.coerce.boolean(),
  origin: z.string(),
  page: z.string(),
  order_id: z.string(),
  amount: z.coerce.number(),
  currency: z.string(),
  skus: z.array(z.string()),
  quantities: z.array(z.coerce.number()),
});

/** Two brands with a link each; only the first lists an origin. */
async function site(build = buildSnippet) {
  const [database, store, dir] = await Promise.all([
    makeDatabase(),
    makeWarehouse(),
    mkdtemp(join(tmpdir(), 'kolony-site-')),
  ]);
  const sql = new Client({ connectionString: database.url });
  await sql.connect();
  const { rows } = await sql
    .query(`
    INSERT INTO users (id, email, name, password_hash, created_at) VALUES ('u', 'u@k.example', 'u', 'x', now());
    INSERT INTO kols (id, user_id, handle, display_name, time_zone, created_at) VALUES ('k', 'u', 'k', 'K', 'UTC', now());
    INSERT INTO brands (id, name, time_zone, site_origins, created_at) VALUES
      ('b1', 'B1', 'UTC', '{${SHOP}}', now()), ('b2', 'B2', 'UTC', '{}', now());
    INSERT INTO campaigns (id, brand_id, name, state, currency, brief, disclosure, landing_url, model, window_days, code_rule, offer, created_at)
      SELECT 'c' || n, 'b' || n, 'C', 'live', 'CNY', '', '', '${SHOP}/', 'last_click', 30, 'code_wins', '{}', now() FROM generate_series(1, 2) n;
    INSERT INTO deals (id, brand_id, campaign_id, kol_id, state, offer, invited_at)
      SELECT 'd' || n, 'b' || n, 'c' || n, 'k', 'active', '{}', now() FROM generate_series(1, 2) n;
    INSERT INTO links (id, brand_id, campaign_id, deal_id, kol_id, slug, label, destination, state, created_at)
      SELECT 'l' || n, 'b' || n, 'c' || n, 'd' || n, 'k', 'slug' || n, '', '${SHOP}/', 'active', now() FROM generate_series(1, 2) n;
    SELECT id, no FROM links ORDER BY id`)
    .then(
      (answers: unknown) =>
        z
          .array(z.object({ rows: z.array(z.object({ id: z.string(), no: z.coerce.number() })) }))
          .parse(answers)
          .at(-1) ?? { rows: [] },
    );
  const linkNo = new Map(rows.map((row) => [row.id, row.no]));
  const warehouse = openWarehouse({ url: store.url, surface: 'test' });
  const spool = openSpool({ dir, segmentAge: 20 });
  const shipper = startShipper({ dir, table: 'site_events', warehouse });
  const resolver = openSiteResolver({ databaseUrl: database.url });
  const clock = movableClock(new Date('2026-11-01T08:00:00.000Z'));
  const opened = openSite({ clock, keys, resolver, spool, shipper, buildSnippet: build });
  const server = createServer((request, response) => {
    if (!opened.handle(nodeExchange(request, response))) response.writeHead(404).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const click = (link = 'l1', age = MINUTE) =>
    mintClickToken(keys, { linkNo: linkNo.get(link) ?? 0, dealNo: 1, at: after(clock.now(), -age) });
  const event = (more: Record<string, unknown> = {}) => ({
    event: 'view',
    event_id: name(),
    touches: [click()],
    ...more,
  });
  return {
    url,
    sql,
    spool,
    clock,
    click,
    event,
    figures: () => new Map(Object.entries(opened.metrics())),
    send: async (body: unknown, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${url}/e`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { origin: SHOP, 'user-agent': PHONE, ...headers },
      });
      const text = await answer.text();
      return {
        status: answer.status,
        headers: answer.headers,
        body: text ? z.json().parse(JSON.parse(text)) : null,
      };
    },
    rows: () =>
      warehouse.query({
        name: 'test',
        sql: `SELECT ${Object.keys(Row.shape).join(', ')} FROM site_events ORDER BY event`,
        row: Row,
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await spool.close();
      await shipper.stop();
      await Promise.all([resolver.close(), warehouse.close(), sql.end()]);
      await Promise.all([
        database[Symbol.asyncDispose](),
        store[Symbol.asyncDispose](),
        rm(dir, { recursive: true, force: true }),
      ]);
    },
  };
}

describe('POST /e', () => {
  test('keeps what a page says, with the dimensions of the newest touch, whatever order they come in', async () => {
    await using s = await site();
    const [older, newest] = [s.click('l2', DAY), s.click('l1', MINUTE)];
    const visitor = name();
    const cart = {
      event: 'cart',
      touches: [newest, older],
      visitor,
      page: '/cart',
      amount: 20_000,
      currency: 'CNY',
      items: [{ sku: '面霜', quantity: 2 }, { sku: 'tea' }],
    };
    expect(await s.send(s.event(cart))).toMatchObject({ status: 204, body: null });
    await s.send(s.event());
    await expect.poll(async () => (await s.rows()).length, { timeout: 10_000 }).toBe(2);
    expect((await s.rows())[1]).toEqual({
      event: 'cart',
      brand_id: 'b1',
      kol_id: 'k',
      link_id: 'l1',
      touches: [older, newest],
      visitor,
      counted: true,
      origin: SHOP,
      page: '/cart',
      order_id: '',
      amount: 20_000,
      currency: 'CNY',
      skus: ['面霜', 'tea'],
      quantities: [2, 1],
    });
  });

  test("a browser's order is a hint: it is kept as one, and no conversion or commission exists", async () => {
    await using s = await site();
    const order = { event: 'order', order_id: 'A-1', amount: 20_000, currency: 'CNY' };
    expect((await s.send(s.event(order))).status).toBe(204);
    await expect
      .poll(async () => (await s.rows()).map(({ event, order_id }) => [event, order_id]), { timeout: 10_000 })
      .toEqual([['order', 'A-1']]);
    const money = `SELECT (SELECT count(*) FROM conversions) + (SELECT count(*) FROM commissions) + (SELECT count(*) FROM ledger_entries) AS n`;
    expect((await s.sql.query(money)).rows).toEqual([{ n: '0' }]);
  });

  test('an origin that the brand does not list is refused, nothing is recorded, and its page may not read why', async () => {
    await using s = await site();
    const origins = [
      'https://evil.example',
      `${SHOP}.evil.example`,
      'http://shop.example',
      `${SHOP}:8443`,
      'null',
    ];
    for (const origin of origins) {
      const answer = await s.send(s.event(), { origin });
      expect([answer.status, answer.body]).toMatchObject([403, { code: 'tracker/unknown_origin' }]);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
    // The first brand's shop is no shop of the second's.
    expect((await s.send(s.event({ touches: [s.click('l2')] }))).status).toBe(403);
    const bare = await fetch(`${s.url}/e`, { method: 'POST', body: JSON.stringify(s.event()) });
    expect([bare.status, await bare.json()]).toMatchObject([403, { code: 'tracker/no_origin' }]);
    expect(s.spool.metrics().appended).toBe(0);
    expect(s.figures().get('kolony_site_events_refused_unknown_origin_total')).toBe(origins.length + 1);
  });

  test('what the brand lists is seen within a second; what it takes away too', async () => {
    await using s = await site();
    const origin = 'https://second.example';
    const status = async () => (await s.send(s.event(), { origin })).status;
    expect(await status()).toBe(403);
    await s.sql.query(`UPDATE brands SET site_origins = ARRAY['${SHOP}', '${origin}']`);
    await expect.poll(status, { timeout: 1_500 }).toBe(204);
    await s.sql.query(`UPDATE brands SET site_origins = '{}'`);
    await expect.poll(status, { timeout: 1_500 }).toBe(403);
  });

  test('names the field that is wrong, and records nothing', async () => {
    await using s = await site();
    const wrong: readonly [field: string, more: Record<string, unknown>][] = [
      ['event', { event: 'pay' }],
      ['event_id', { event_id: 'short' }],
      ['touches', { touches: [] }],
      ['touches.0', { touches: ['<script>'] }],
      ['touches', { touches: Array.from({ length: 21 }, () => 'a'.repeat(44)) }],
      ['visitor', { visitor: '' }],
      ['items.1.quantity', { items: [{ sku: 'a' }, { sku: 'b', quantity: 0 }] }],
      ['items.0.sku', { items: [{ sku: 'a\0b' }] }],
      ['amount', { amount: 1.5 }],
      ['currency', { currency: 'yuan' }],
      ['page', { page: '\ud800' }],
      ['order_id', { order_id: 'x'.repeat(121) }],
      ['surprise', { surprise: 1 }],
    ];
    for (const [field, more] of wrong) {
      const answer = await s.send(s.event(more));
      expect(answer).toMatchObject({ status: 422, body: { code: 'tracker/invalid_event', field } });
      // The shop's own developer may read it.
      expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP);
    }
    expect(s.spool.metrics().appended).toBe(0);
  });

  test('forged, foreign and old tokens bring nobody; beside a good one they are left out', async () => {
    await using s = await site();
    const good = s.click();
    const forged = `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`;
    const old = s.click('l1', 90 * DAY);
    const nobody = mintClickToken(keys, { linkNo: 999_999, dealNo: 1, at: s.clock.now() });
    for (const touches of [[forged], [old], [forged, old]])
      expect(await s.send(s.event({ touches }))).toMatchObject({
        status: 422,
        body: { code: 'tracker/no_genuine_touch', field: 'touches' },
      });
    expect(await s.send(s.event({ touches: [nobody] }))).toMatchObject({
      status: 422,
      body: { code: 'tracker/unknown_link' },
    });
    expect((await s.send(s.event({ touches: [forged, old, good] }))).status).toBe(204);
    await expect
      .poll(async () => (await s.rows()).map(({ touches }) => touches), { timeout: 10_000 })
      .toEqual([[good]]);
  });

  test('a body that is too long, or no JSON, is refused and the server goes on', async () => {
    await using s = await site();
    expect(await s.send('x'.repeat(20_000))).toMatchObject({
      status: 413,
      body: { code: 'tracker/too_large' },
    });
    for (const body of ['', '{', 'null', '[]', '"text"', '{"__proto__":{"event":"view"}}'])
      expect([400, 422]).toContain((await s.send(body)).status);
    expect((await s.send(s.event())).status).toBe(204);
    expect(s.spool.metrics().appended).toBe(1);
  });

  test('a script that repeats one click is stopped; another click goes on', async () => {
    await using s = await site();
    const touches = [s.click()];
    const statuses = [];
    for (let sent = 0; sent < 121; sent++) statuses.push((await s.send(s.event({ touches }))).status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(120);
    expect(statuses.at(-1)).toBe(429);
    expect((await s.send(s.event({ touches: [s.click('l1', 2 * MINUTE)] }))).status).toBe(204);
  });

  test('bots are kept and not counted', async () => {
    await using s = await site();
    await s.send(s.event(), { 'user-agent': 'Googlebot/2.1' });
    await expect
      .poll(async () => (await s.rows()).map(({ counted }) => counted), { timeout: 10_000 })
      .toEqual([false]);
  });

  test('an event that is not on disk is not acknowledged', async () => {
    await using s = await site();
    await s.spool.close();
    const answer = await s.send(s.event());
    expect(answer).toMatchObject({ status: 503, body: { code: 'tracker/unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('2');
  });

  test('a preflight is answered, without credentials', async () => {
    await using s = await site();
    const headers = { origin: SHOP, 'access-control-request-method': 'POST' };
    const answer = await fetch(`${s.url}/e`, { method: 'OPTIONS', headers });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(answer.headers.get('access-control-allow-headers')).toBe('content-type');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

describe('GET /t.js', () => {
  test('a snippet that cannot be built is an answer to come back later, and events are taken', async () => {
    await using s = await site(() => Promise.reject(new Error('no esbuild here')));
    const answer = await fetch(`${s.url}/t.js`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
    expect((await s.send(s.event())).status).toBe(204);
  });

  test('is a script for any page, cached, and under 3 kB as it goes over the wire', async () => {
    await using s = await site();
    const answer = await fetch(`${s.url}/t.js`, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(answer.headers.get('cache-control')).toContain('max-age=3600');
    expect(Number(answer.headers.get('content-length'))).toBeLessThan(3_000);
    expect(Number(answer.headers.get('content-length'))).toBe(
      gzipSync(await buildSnippet(), { level: 9 }).length,
    );
    expect(await answer.text()).toBe(await buildSnippet());
    const etag = answer.headers.get('etag') ?? '';
    const again = await fetch(`${s.url}/t.js`, { headers: { 'if-none-match': etag } });
    expect([etag.length, again.status]).toEqual([24, 304]);
    expect((await fetch(`${s.url}/t.js?v=2`, { method: 'HEAD' })).status).toBe(200);
  });

  test('nothing else is answered here', async () => {
    await using s = await site();
    for (const [method, path] of [
      ['GET', '/e'],
      ['POST', '/t.js'],
      ['GET', '/abc'],
      ['GET', '/t.json'],
    ] as const)
      expect((await fetch(`${s.url}${path}`, { method })).status).toBe(404);
  });
});
