import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { movableClock } from '@kolony/kernel';
import { openResolver } from '@kolony/links/resolver';
import { makeDatabase, makeWarehouse } from '@kolony/testing';
import {
  openNetworkHash,
  openRepeats,
  openSpool,
  readClickToken,
  readClickTokenKeys,
  startShipper,
} from '@kolony/tracking';
import { openCountries, openDatacentres } from '@kolony/tracking/network';
import { openWarehouse } from '@kolony/warehouse';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { figuresOf } from '../src/figures.ts';
import { buildServer } from '../src/server.ts';
import { insertCampaign } from './campaign.ts';
import { clickIn, type VisitOptions, visit } from './visit.ts';

const SECRET = 'a1'.repeat(32);
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';

async function tracker() {
  const [database, store, dir] = await Promise.all([
    makeDatabase(),
    makeWarehouse(),
    mkdtemp(join(tmpdir(), 'kolony-tracker-')),
  ]);
  const sql = await insertCampaign(database.url);
  const warehouse = openWarehouse({ url: store.url, surface: 'test' });
  // The test's clock stands in a month of its own: what is blanked a month after it is still asked for.
  await warehouse.command('SYSTEM STOP TTL MERGES clicks');
  const spool = openSpool({ dir, segmentAge: 20 });
  const shipper = startShipper({ dir, table: 'clicks', warehouse });
  const resolver = await openResolver({ databaseUrl: database.url });
  const clock = movableClock(new Date('2026-11-01T08:00:00.000Z'));
  const deps = {
    clock,
    keys: readClickTokenKeys(SECRET),
    resolver,
    spool,
    shipper,
    repeats: openRepeats(),
    networkHash: openNetworkHash(SECRET),
    networks: { isDatacentre: openDatacentres(), countryOf: openCountries() },
    proxy: { countryHeader: 'cf-ipcountry', addressHeader: 'cf-connecting-ip' },
    secure: true,
  };
  const server = buildServer(deps, () => [figuresOf(deps, 0)]);
  const origin = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    sql,
    spool,
    clock,
    visit: (path: string, { headers, ...more }: VisitOptions = {}) =>
      visit(origin, path, { headers: { 'user-agent': PHONE, ...headers }, ...more }),
    rows: () =>
      warehouse.query({
        name: 'test',
        sql: 'SELECT link_id, kind, counted, repeat, route, medium, sub1, sub2, sub3, device, country, consent, network_hash, visitor FROM clicks ORDER BY at, kind',
        row: z.object({
          link_id: z.string(),
          kind: z.string(),
          counted: z.coerce.boolean(),
          repeat: z.coerce.boolean(),
          route: z.string(),
          medium: z.string(),
          sub1: z.string(),
          sub2: z.string(),
          sub3: z.string(),
          device: z.string(),
          country: z.string(),
          consent: z.string(),
          network_hash: z.string(),
          visitor: z.string(),
        }),
      }),
    async [Symbol.asyncDispose]() {
      await server.close();
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

describe('GET /:slug', () => {
  test('redirects with a token that names link, deal and instant, and a visitor cookie', async () => {
    await using t = await tracker();
    const answer = await t.visit('/abc');
    expect(answer.status).toBe(302);
    expect(answer.headers['cache-control']).toBe('no-store');
    const url = new URL(String(answer.headers.location));
    expect(`${url.origin}${url.pathname}`).toBe('https://shop.example/p');
    expect(url.searchParams.get('a')).toBe('1');
    const token = readClickToken(readClickTokenKeys(SECRET), clickIn(answer) ?? '');
    expect(token).toMatchObject({ ok: true, at: t.clock.now() });
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^kvid=[\w-]{22}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
    );
  });

  test('counts people, keeps repeats apart, and records machines without counting them', async () => {
    await using t = await tracker();
    const first = await t.visit('/abc');
    const cookie = String(first.headers['set-cookie']).split(';')[0] ?? '';
    t.clock.move(1_000);
    expect((await t.visit('/abc', { headers: { cookie } })).headers['set-cookie']).toBeUndefined();
    t.clock.move(1_000);
    await t.visit('/abc', { method: 'HEAD' });
    t.clock.move(1_000);
    await t.visit('/abc', { headers: { 'sec-purpose': 'prefetch' } });
    t.clock.move(1_000);
    await t.visit('/abc', { headers: { 'user-agent': 'Googlebot/2.1' } });
    await expect.poll(async () => (await t.rows()).length, { timeout: 10_000 }).toBe(5);
    expect(
      (await t.rows()).map(({ kind, counted, repeat, device }) => [kind, counted, repeat, device]),
    ).toEqual([
      ['click', true, false, 'mobile'],
      ['click', true, true, 'mobile'],
      ['head', false, false, 'mobile'],
      ['prefetch', false, false, 'mobile'],
      ['bot', false, false, 'bot'],
    ]);
  });

  test('without consent there is no cookie and no visitor; with it there is', async () => {
    await using t = await tracker();
    expect((await t.visit('/ask')).headers['set-cookie']).toBeUndefined();
    t.clock.move(1);
    expect((await t.visit('/ask?noconsent=1&consent=11')).headers['set-cookie']).toBeUndefined();
    t.clock.move(1);
    const agreed = await t.visit('/ask', { headers: { cookie: 'kolony_consent=1' } });
    expect(String(agreed.headers['set-cookie'])).toMatch(/^kvid=/);
    t.clock.move(1);
    const asked = await t.visit('/ask?consent=1');
    expect(String(asked.headers['set-cookie'])).toMatch(/^kvid=/);
    expect(asked.headers.location).not.toContain('consent');
    await expect
      .poll(async () => (await t.rows()).map(({ visitor }) => visitor === ''), { timeout: 10_000 })
      .toEqual([true, true, false, false]);
  });

  test('a pause is seen within a second; a closed campaign leads to the fallback, and without one the link is gone', async () => {
    await using t = await tracker();
    await t.visit('/abc');
    await t.sql.query(`UPDATE links SET state = 'paused' WHERE slug = 'abc'`);
    await expect
      .poll(async () => (await t.visit('/abc')).headers.location, { timeout: 1_000 })
      .toBe('https://shop.example/home');
    await t.sql.query(
      `UPDATE links SET state = 'active' WHERE slug = 'abc'; UPDATE campaigns SET state = 'closed', fallback_url = NULL`,
    );
    await expect.poll(async () => (await t.visit('/abc')).status, { timeout: 1_000 }).toBe(410);
  });

  test('a deal that is paused, ended or terminated leads to the fallback within a second, and comes back', async () => {
    await using t = await tracker();
    const leads = (to: string) =>
      expect.poll(async () => (await t.visit('/abc')).headers.location, { timeout: 1_000 }).toContain(to);
    await leads('https://shop.example/p');
    for (const state of ['paused', 'ended', 'terminated']) {
      await t.sql.query('UPDATE deals SET state = $1', [state]);
      await leads('https://shop.example/home');
      await t.sql.query(`UPDATE deals SET state = 'active'`);
      await leads('https://shop.example/p?a=1&kclid=');
    }
  });

  test('a spent budget leads to the fallback within a second, and is funded again', async () => {
    await using t = await tracker();
    const spend = (balance: number) => t.sql.query('UPDATE ledger_accounts SET balance = $1', [balance]);
    await t.sql.query(`INSERT INTO ledger_accounts (id, brand_id, path, kind, currency, balance, may_go_below, created_at)
      VALUES ('a', 'b', 'campaign:c:escrow', 'escrow', 'CNY', 100, false, now())`);
    expect((await t.visit('/abc')).headers.location).toContain('/p');
    await spend(0);
    await expect
      .poll(async () => (await t.visit('/abc')).headers.location, { timeout: 1_000 })
      .toBe('https://shop.example/home');
    await spend(1);
    await expect.poll(async () => clickIn(await t.visit('/abc')), { timeout: 1_000 }).not.toBeNull();
    // What pays for posts only is not stopped by the budget of sales.
    await t.sql.query(`UPDATE deals SET offer = '{"earnings": []}'`);
    await spend(0);
    await new Promise((done) => setTimeout(done, 300));
    expect(clickIn(await t.visit('/abc'))).not.toBeNull();
  });

  test('routes by country and system, as a proxy in front tells them; the row says which', async () => {
    await using t = await tracker();
    const routes = [
      { name: 'jp', destination: 'https://shop.example/jp', countries: ['JP'], weight: 1 },
      { name: 'app', destination: 'https://shop.example/app', platforms: ['android'], weight: 1 },
    ];
    await t.sql.query(`UPDATE links SET routes = $1 WHERE slug = 'abc'`, [JSON.stringify(routes)]);
    const to = async (headers: Record<string, string>) => {
      t.clock.move(1);
      return new URL(String((await t.visit('/abc', { headers })).headers.location)).pathname;
    };
    await expect.poll(() => to({ 'cf-ipcountry': 'JP' }), { timeout: 1_000 }).toBe('/jp');
    expect(await to({ 'cf-ipcountry': 'CN', 'cf-connecting-ip': '203.0.113.1' })).toBe('/p');
    expect(await to({ 'cf-ipcountry': "J'", 'cf-connecting-ip': '10.1.1.2' })).toBe('/p');
    expect(await to({ 'user-agent': 'Mozilla/5.0 (Linux; Android 14) Mobile Safari/537.36' })).toBe('/app');
    await expect.poll(async () => (await t.rows()).at(-1)?.route, { timeout: 10_000 }).toBe('app');
    const rows = await t.rows();
    expect(rows.slice(-4).map(({ route, country }) => [route, country])).toEqual([
      ['jp', 'JP'],
      ['', 'CN'],
      ['', ''],
      ['app', ''],
    ]);
    expect(new Set(rows.slice(-3).map(({ network_hash }) => network_hash)).size).toBe(3);
  });

  test('a scan, a storefront and a bundle are told from a plain link by the path', async () => {
    await using t = await tracker();
    for (const path of ['/abc', '/abc/q', '/abc/q/', '/abc/s?from=singlemessage', '/abc/b']) {
      t.clock.move(1);
      expect([path, (await t.visit(path)).status]).toEqual([path, 302]);
    }
    for (const path of ['/abc/x', '/abc/qq', '/abc/q/q', '/abc/Q'])
      expect([path, (await t.visit(path)).status]).toEqual([path, 404]);
    await expect
      .poll(async () => (await t.rows()).map(({ medium }) => medium), { timeout: 10_000 })
      .toEqual(['link', 'qr', 'qr', 'storefront', 'bundle']);
  });

  test('sub-ids are recorded, the address’s own before the link’s, and never change where it leads', async () => {
    await using t = await tracker();
    await t.sql.query(`UPDATE links SET sub_ids = '{bio,post-1}' WHERE slug = 'abc'`);
    const leads = async (path: string) => {
      t.clock.move(1);
      const url = new URL(String((await t.visit(path)).headers.location));
      url.searchParams.delete('kclid');
      return url.href;
    };
    const long = 'x'.repeat(65);
    for (const path of [
      '/abc',
      '/abc?sub1=video&sub3=a.b-c_d',
      `/abc/q?sub1=${long}&sub2=%3Cscript%3E&sub3=&sub4=no`,
      '/abc?xsub1=no&sub2=ok&sub2=second',
    ])
      expect([path, await leads(path)]).toEqual([path, 'https://shop.example/p?a=1']);
    await expect
      .poll(async () => (await t.rows()).map(({ sub1, sub2, sub3 }) => [sub1, sub2, sub3]), {
        timeout: 10_000,
      })
      .toEqual([
        ['bio', 'post-1', ''],
        ['video', 'post-1', 'a.b-c_d'],
        ['bio', 'post-1', ''],
        ['bio', 'ok', ''],
      ]);
  });

  test('on a brand’s own host its links answer and nobody else’s do; any other host is the tracker’s', async () => {
    await using t = await tracker();
    await t.sql.query(`
      INSERT INTO brands (id, name, time_zone, created_at) VALUES ('b2', 'B2', 'UTC', now());
      INSERT INTO brand_domains (brand_id, host, proof, verified_at, created_at)
        VALUES ('b', 'go.b.example', '', now(), now()), ('b2', 'go.b2.example', '', now(), now());`);
    const at = async (host: string) => (await t.visit('/abc', { headers: { host } })).status;
    await expect.poll(() => at('go.b2.example'), { timeout: 1_000 }).toBe(404);
    expect(await at('GO.B2.example:443')).toBe(404);
    expect([await at('go.b.example'), await at('go.b.example:8443'), await at('unknown.example')]).toEqual([
      302, 302, 302,
    ]);
    // No longer proven: the host is like any other again.
    await t.sql.query(`UPDATE brand_domains SET verified_at = NULL WHERE brand_id = 'b2'`);
    await expect.poll(() => at('go.b2.example'), { timeout: 1_000 }).toBe(302);
  });

  test('a browser that keeps its connection does not keep the tracker from ending', async () => {
    const agent = new Agent({ keepAlive: true });
    const t = await tracker();
    let going = true;
    const load = (async () => {
      while (going) await t.visit('/abc', { agent }).catch(() => undefined);
    })();
    await expect.poll(async () => (await t.rows()).length, { timeout: 10_000 }).toBeGreaterThan(10);
    const began = performance.now();
    await t[Symbol.asyncDispose]();
    expect(performance.now() - began).toBeLessThan(5_000);
    going = false;
    await load;
    agent.destroy();
  });

  test('a machine in a data centre goes to the shop too, is recorded apart and not counted', async () => {
    await using t = await tracker();
    const from = (address: string, more: VisitOptions = {}) =>
      t.visit('/abc', { ...more, headers: { 'cf-connecting-ip': address, ...more.headers } });
    const machine = await from('52.94.133.131');
    expect([machine.status, machine.headers['set-cookie']]).toEqual([302, undefined]);
    t.clock.move(1_000);
    await from('2600:1f18::1');
    t.clock.move(1_000);
    const person = await from('101.80.1.1');
    expect([person.status, typeof person.headers['set-cookie']]).toEqual([302, 'object']);
    t.clock.move(1_000);
    // A list: what the proxy itself added is last.
    await from('52.94.133.131, 79.192.1.1');
    await expect.poll(async () => (await t.rows()).length, { timeout: 10_000 }).toBe(4);
    expect(
      (await t.rows()).map(({ kind, counted, country, visitor }) => [kind, counted, country, visitor !== '']),
    ).toEqual([
      ['datacentre', false, 'US', false],
      ['datacentre', false, 'US', false],
      ['click', true, 'CN', true],
      ['click', true, 'DE', true],
    ]);
  });

  test('a country that the proxy says goes before the list, and consent is on every click', async () => {
    await using t = await tracker();
    const headers = { 'cf-connecting-ip': '101.80.1.1', 'cf-ipcountry': 'FR' };
    await t.visit('/abc', { headers });
    t.clock.move(1_000);
    await t.visit('/ask', { headers });
    t.clock.move(1_000);
    await t.visit('/ask?consent=1', { headers });
    await expect.poll(async () => (await t.rows()).length, { timeout: 10_000 }).toBe(3);
    expect((await t.rows()).map(({ country, consent }) => [country, consent])).toEqual([
      ['FR', 'not_required'],
      ['FR', 'withheld'],
      ['FR', 'given'],
    ]);
  });

  test('what is no link leads nowhere and breaks nothing', async () => {
    await using t = await tracker();
    const paths = [
      '/nope',
      '/..%2f',
      '/%00',
      `/${'a'.repeat(300)}`,
      '/ABC',
      '/a/b',
      '/?url=https://evil.example',
      '/abc%0d%0aSet-Cookie:a=b',
      '/%zz',
    ];
    for (const path of paths) {
      const { status, headers } = await t.visit(path);
      expect([path, status, headers.location]).toEqual([path, status === 400 ? 400 : 404, undefined]);
    }
  });

  test('hostile headers are stored inert', async () => {
    await using t = await tracker();
    const headers = {
      'user-agent': `${PHONE}${'x'.repeat(10_000)}`,
      referer: 'javascript:alert(1)',
      'accept-language': '<script>',
      cookie: 'kvid=<script>',
    };
    expect((await t.visit('/abc', { headers })).status).toBe(302);
    await expect.poll(async () => (await t.rows()).length, { timeout: 10_000 }).toBe(1);
  });

  test('when the disk fails, the visitor is redirected all the same, and it is counted', async () => {
    await using t = await tracker();
    await t.spool.close();
    expect((await t.visit('/abc')).status).toBe(302);
    expect((await t.visit('/metrics')).body).toContain('\nkolony_clicks_not_durable_total{worker="0"} 1\n');
    expect(await t.rows()).toEqual([]);
  });
});
