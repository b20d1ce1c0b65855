import { mkdtemp, rm } from 'node:fs/promises';
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
import { openWarehouse } from '@kolony/warehouse';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buildServer } from '../src/server.ts';
import { insertCampaign } from './campaign.ts';

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
  const spool = openSpool({ dir, segmentAge: 20 });
  const shipper = startShipper({ dir, table: 'clicks', warehouse });
  const resolver = await openResolver({ databaseUrl: database.url });
  const clock = movableClock(new Date('2026-11-01T08:00:00.000Z'));
  const server = buildServer({
    clock,
    keys: readClickTokenKeys(SECRET),
    resolver,
    spool,
    shipper,
    isRepeat: openRepeats(),
    networkHash: openNetworkHash(SECRET),
    secure: true,
  });
  return {
    sql,
    spool,
    clock,
    visit: (url: string, more: { method?: 'GET' | 'HEAD'; headers?: Record<string, string> } = {}) =>
      server.inject({ method: more.method ?? 'GET', url, headers: { 'user-agent': PHONE, ...more.headers } }),
    rows: () =>
      warehouse.query({
        name: 'test',
        sql: 'SELECT link_id, kind, counted, repeat, device, visitor FROM clicks ORDER BY at, kind',
        row: z.object({
          link_id: z.string(),
          kind: z.string(),
          counted: z.coerce.boolean(),
          repeat: z.coerce.boolean(),
          device: z.string(),
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
    expect(answer.statusCode).toBe(302);
    expect(answer.headers['cache-control']).toBe('no-store');
    const url = new URL(String(answer.headers.location));
    expect(`${url.origin}${url.pathname}`).toBe('https://shop.example/p');
    expect(url.searchParams.get('a')).toBe('1');
    const token = readClickToken(readClickTokenKeys(SECRET), url.searchParams.get('kclid') ?? '');
    expect(token).toMatchObject({ ok: true, at: t.clock.now() });
    expect(answer.headers['set-cookie']).toMatch(
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
    expect(
      (await t.visit('/ask', { headers: { cookie: 'kolony_consent=1' } })).headers['set-cookie'],
    ).toMatch(/^kvid=/);
    t.clock.move(1);
    const asked = await t.visit('/ask?consent=1');
    expect(asked.headers['set-cookie']).toMatch(/^kvid=/);
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
    await expect.poll(async () => (await t.visit('/abc')).statusCode, { timeout: 1_000 }).toBe(410);
  });

  test.each([
    '/nope',
    '/..%2f',
    '/%00',
    `/${'a'.repeat(300)}`,
    '/ABC',
    '/a/b',
    '/?url=https://evil.example',
    '/abc%0d%0aSet-Cookie:a=b',
    '/%zz',
  ])('%s leads nowhere and breaks nothing', async (url) => {
    await using t = await tracker();
    const answer = await t.visit(url);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.headers.location).toBeUndefined();
  });

  test('hostile headers are stored inert', async () => {
    await using t = await tracker();
    const headers = {
      'user-agent': `${PHONE}${'x'.repeat(10_000)}`,
      referer: 'javascript:alert(1)',
      'accept-language': '<script>',
      cookie: 'kvid=<script>',
    };
    expect((await t.visit('/abc', { headers })).statusCode).toBe(302);
    await expect.poll(async () => (await t.rows()).length, { timeout: 10_000 }).toBe(1);
  });

  test('when the disk fails, the visitor is redirected all the same, and it is counted', async () => {
    await using t = await tracker();
    await t.spool.close();
    expect((await t.visit('/abc')).statusCode).toBe(302);
    expect((await t.visit('/metrics')).body).toContain('\nkolony_clicks_not_durable_total 1\n');
    expect(await t.rows()).toEqual([]);
  });
});
