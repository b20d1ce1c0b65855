import { makeDatabase } from '@kolony/testing';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { openSiteResolver } from '../src/resolver.ts';

const SHOP = 'https://shop.example';

async function world() {
  const database = await makeDatabase();
  const sql = new Client({ connectionString: database.url });
  await sql.connect();
  await sql.query(`
    INSERT INTO users (id, email, name, password_hash, created_at) VALUES ('u', 'u@k.example', 'u', 'x', now());
    INSERT INTO kols (id, user_id, handle, display_name, time_zone, created_at) VALUES ('k', 'u', 'k', 'K', 'UTC', now());
    INSERT INTO brands (id, name, time_zone, site_origins, created_at) VALUES ('b', 'B', 'UTC', '{${SHOP}}', now());
    INSERT INTO campaigns (id, brand_id, name, state, currency, brief, disclosure, landing_url, model, window_days, code_rule, offer, created_at)
      VALUES ('c', 'b', 'C', 'live', 'CNY', '', '', '${SHOP}/', 'last_click', 30, 'code_wins', '{}', now());
    INSERT INTO deals (id, brand_id, campaign_id, kol_id, state, offer, invited_at) VALUES ('d', 'b', 'c', 'k', 'active', '{}', now());
    INSERT INTO links (id, no, brand_id, campaign_id, deal_id, kol_id, slug, label, destination, state, created_at)
      VALUES ('l', 7, 'b', 'c', 'd', 'k', 'slug', '', '${SHOP}/', 'active', now())`);
  await sql.end();
  const resolver = openSiteResolver({ databaseUrl: database.url });
  return {
    resolver,
    /** PostgreSQL is away: connections end, and none can be made. */
    away: () => database[Symbol.asyncDispose](),
    async [Symbol.asyncDispose]() {
      await resolver.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

const OWNER = { brandId: 'b', campaignId: 'c', dealId: 'd', kolId: 'k', linkId: 'l' };

test('says whose link a number is and which origins its brand lists; nothing else is anybody’s', async () => {
  await using w = await world();
  expect(await w.resolver.ownerOf(7)).toEqual(OWNER);
  expect(await w.resolver.ownerOf(8)).toBeNull();
  expect(await w.resolver.allows('b', SHOP)).toBe(true);
  expect(await w.resolver.allows('b', 'https://evil.example')).toBe(false);
  expect(await w.resolver.allows('nobody', SHOP)).toBe(false);
});

test('while PostgreSQL is away what is known goes on being true, and what is not is said to be unknown for now', async () => {
  await using w = await world();
  await w.resolver.ownerOf(7);
  await w.resolver.allows('b', SHOP);
  await w.away();
  // Past the second for which the list is fresh.
  await new Promise((done) => setTimeout(done, 1_100));
  expect(await w.resolver.ownerOf(7)).toEqual(OWNER);
  expect(await w.resolver.allows('b', SHOP)).toBe(true);
  expect(await w.resolver.allows('b', 'https://evil.example')).toBe(false);
  const unknown = { code: 'links/unresolvable', kind: 'unavailable' };
  await expect(w.resolver.ownerOf(9)).rejects.toMatchObject(unknown);
  await expect(w.resolver.allows('other', SHOP)).rejects.toMatchObject(unknown);
});
