import { eraseCustomer, recordConversions, replayCommissions } from '@kolony/commissions';
import { systemScope } from '@kolony/identity';
import { dealReport } from '@kolony/insights';
import { after, DAY, HOUR } from '@kolony/kernel';
import { auditLedger } from '@kolony/ledger';
import { campaignOf, castBrand, liveWorld } from '@kolony/scenarios/worlds';
import { makeWarehouse } from '@kolony/testing';
import { eraseVisitor, listErasures } from '@kolony/trust';
import { openWarehouse, type Warehouse } from '@kolony/warehouse';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { deliverOutbox } from '../src/deliver-outbox.ts';
import { forget } from '../src/forget.ts';
import { openLog } from '../src/log.ts';
import { openCounters } from '../src/metrics.ts';

/** New customers earn more, so that who was first shows in the money. */
const CAMPAIGN = campaignOf({
  offer: {
    earnings: [
      { kind: 'cps', rateBp: 1_500, only: { customer: 'new' } },
      { kind: 'cps', rateBp: 500, only: { customer: 'returning' } },
    ],
    holdDays: 7,
  },
});

async function forgetfulWorld() {
  const world = await liveWorld({ campaign: CAMPAIGN });
  const store = await makeWarehouse();
  const warehouse = openWarehouse({ url: store.url, surface: 'test' });
  const { deps, brand } = world;
  return Object.assign(world, {
    warehouse,
    buy: (orderId: string, customerId: string) =>
      recordConversions(deps, brand.scope, [
        world.order(orderId, 20_000, { customerId, metadata: { email: `${customerId}@mail.example` } }),
      ]),
    deliver: () => deliverOutbox({ db: deps.db, warehouse, counters: openCounters(), log: openLog() }),
    forget: () => forget({ ...deps, warehouse }),
    /** A click of an order, or another one of the same visitor. */
    click: (clickId: string, visitor: string, brandId = brand.scope.brandId) =>
      warehouse.insert({
        table: 'clicks',
        rows: [
          {
            click_id: clickId,
            at: world.clock.now().toISOString(),
            brand_id: brandId,
            visitor,
            network_hash: `network-${visitor}`,
            kind: 'click',
            counted: true,
          },
        ],
      }),
    async close() {
      await warehouse.close();
      await store[Symbol.asyncDispose]();
    },
  });
}

/** Every row of every table that says the text anywhere. */
async function tracesIn(databaseUrl: string, said: string): Promise<string[]> {
  const sql = new Client({ connectionString: databaseUrl });
  await sql.connect();
  try {
    const { rows } = await sql.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const { name } of rows) {
      const hits = await sql.query(`SELECT 1 FROM "${name}" t WHERE strpos(t::text, $1) > 0`, [said]);
      if (hits.rowCount) found.push(name);
    }
    return found;
  } finally {
    await sql.end();
  }
}

async function tracesInEvents(warehouse: Warehouse, said: string): Promise<string[]> {
  const found: string[] = [];
  const tables = await warehouse.query({
    name: 'tables',
    sql: 'SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name',
    row: z.object({ name: z.string() }),
  });
  for (const { name: table } of tables) {
    const rows = await warehouse.query({
      name: 'traces',
      sql: `SELECT 1 AS one FROM ${table} WHERE position(toString(tuple(*)), {said:String}) > 0 LIMIT 1`,
      params: { said },
      row: z.object({ one: z.number() }),
    });
    if (rows.length > 0) found.push(table);
  }
  return found;
}

/** How many people clicked the click's link, as reports count them. */
async function visitorsOf(w: Awaited<ReturnType<typeof forgetfulWorld>>): Promise<number> {
  const day = w.clock.now().toISOString().slice(0, 10);
  const asked = { dealId: '', period: { from: day, to: day }, currency: 'CNY' as const, timeZone: 'UTC' };
  const { links } = await dealReport(w, w.brand.scope, asked);
  return links[0]?.visitors ?? 0;
}

describe('a customer who asks to be forgotten', () => {
  test('is nowhere any more, and every cent comes out the same', async () => {
    await using w = await forgetfulWorld();
    await w.buy('o1', 'wang-4711');
    w.clock.move(HOUR);
    await w.buy('o2', 'wang-4711');
    await w.buy('o3', 'li-0815');
    await w.click('click-o1', 'visitor-of-wang');
    await w.click('elsewhere', 'visitor-of-wang');
    await w.click('click-o3', 'visitor-of-li');
    await w.click('rival', 'visitor-of-wang', 'brd_rival');
    // What is on its way to ClickHouse is waited for: it would say the name again.
    await eraseCustomer(w.deps, w.brand.scope, { customerId: 'wang-4711' });
    expect(await w.forget()).toBe(0);
    await w.deliver();
    expect(await tracesInEvents(w.warehouse, 'wang-4711')).toEqual(['order_events', 'order_touches']);
    expect(await w.forget()).toBe(1);

    expect(await tracesIn(w.databaseUrl, 'wang-4711')).toEqual([]);
    expect(await tracesInEvents(w.warehouse, 'wang-4711')).toEqual([]);
    const clicks = await w.warehouse.query({
      name: 'clicks',
      sql: 'SELECT click_id, visitor, network_hash FROM clicks ORDER BY click_id',
      row: z.object({ click_id: z.string(), visitor: z.string(), network_hash: z.string() }),
    });
    expect(clicks.map(({ click_id, visitor, network_hash }) => [click_id, visitor, network_hash])).toEqual([
      ['click-o1', '', ''],
      ['click-o3', 'visitor-of-li', 'network-visitor-of-li'],
      ['elsewhere', '', ''],
      // Another brand's: it was not asked.
      ['rival', 'visitor-of-wang', 'network-visitor-of-wang'],
    ]);
    expect(await tracesIn(w.databaseUrl, 'li-0815')).toContain('conversions');

    // 15 % of the first order, 5 % of the second, then and now; both still one customer's.
    const amounts = await w.deps.db.commission.findMany({ orderBy: { createdAt: 'asc' } });
    expect(amounts.map(({ amount }) => amount)).toEqual([3_000n, 1_000n, 3_000n]);
    expect((await auditLedger(w.deps.db)).drift).toEqual([]);
    const replay = await replayCommissions(w.deps, systemScope('test'));
    expect([replay.orders, replay.drift]).toEqual([3, []]);
    const owners = await w.deps.db.conversion.findMany({ orderBy: { orderId: 'asc' } });
    expect(owners[0]?.customerId).toBe(owners[1]?.customerId);
    expect(owners[0]?.metadata).toEqual({});

    // The shop's own order again is still the same order; a new one is somebody new.
    const [again] = await w.buy('o4', 'wang-4711');
    expect(again).toMatchObject({ commissions: [{ amount: 3_000 }] });
    await w.close();
  });

  test('only by their own brand, and audited without the name', async () => {
    await using w = await forgetfulWorld();
    await w.buy('o1', 'wang-4711');
    const rival = await castBrand(w.deps, { email: 'rival@brand.example', workspace: 'Rival' });
    expect(await eraseCustomer(w.deps, rival.scope, { customerId: 'wang-4711' })).toMatchObject({
      orders: 0,
    });
    expect(await tracesIn(w.databaseUrl, 'wang-4711')).toContain('conversions');
    expect(await listErasures(w.deps, w.brand.scope)).toEqual([]);
    const { id } = await eraseCustomer(w.deps, w.brand.scope, { customerId: 'wang-4711' });
    const audits = await w.deps.db.auditEvent.findMany({ where: { subject: id } });
    expect(audits).toMatchObject([{ action: 'customer.erased', facts: { orders: 1 } }]);
    expect(await listErasures(w.deps, w.brand.scope)).toMatchObject([{ kind: 'customer', doneAt: null }]);
    await w.close();
  });
});

test('which devices were a forgotten customer’s is known no more', async () => {
  await using w = await forgetfulWorld();
  await w.buy('o1', 'wang-4711');
  await w.buy('o2', 'wang-4711');
  await w.deliver();
  // Both orders' clicks, and one more on each device.
  for (const [clickId, visitor] of [
    ['click-o1', 'phone'],
    ['click-o2', 'laptop'],
    ['again', 'phone'],
    ['more', 'laptop'],
    ['else', 'somebody'],
  ] as const)
    await w.click(clickId, visitor);
  expect(await visitorsOf(w)).toBe(2);
  await eraseCustomer(w.deps, w.brand.scope, { customerId: 'wang-4711' });
  expect(await w.forget()).toBe(1);
  expect(await visitorsOf(w)).toBe(1);
  await w.close();
});

test('a visitor who asks to be forgotten: whatever they are called, it is text', async () => {
  await using w = await forgetfulWorld();
  const hostile = `'); DROP TABLE clicks; --`;
  await w.click('a', hostile);
  await w.click('b', 'somebody');
  await eraseVisitor(w.deps, w.brand.scope, { visitor: hostile });
  expect(await w.forget()).toBe(1);
  expect(await tracesInEvents(w.warehouse, 'DROP TABLE')).toEqual([]);
  expect(await tracesInEvents(w.warehouse, 'somebody')).toEqual(['clicks']);
  expect(await tracesIn(w.databaseUrl, 'DROP TABLE')).toEqual([]);
  await w.close();
});

test('hashes of networks go after thirty days and visitors after thirteen months, by themselves', async () => {
  const store = await makeWarehouse();
  const warehouse = openWarehouse({ url: store.url, surface: 'test' });
  const now = Date.now();
  const row = (click_id: string, days: number) => ({
    click_id,
    at: after(new Date(now), -days * DAY).toISOString(),
    visitor: 'v',
    network_hash: 'n',
    kind: 'click',
    counted: true,
  });
  await warehouse.insert({ table: 'clicks', rows: [row('fresh', 29), row('month', 32), row('old', 400)] });
  await warehouse.command('OPTIMIZE TABLE clicks FINAL');
  const rows = await warehouse.query({
    name: 'kept',
    sql: 'SELECT click_id, visitor, network_hash FROM clicks ORDER BY click_id',
    row: z.object({ click_id: z.string(), visitor: z.string(), network_hash: z.string() }),
  });
  expect(rows).toEqual([
    { click_id: 'fresh', visitor: 'v', network_hash: 'n' },
    { click_id: 'month', visitor: 'v', network_hash: '' },
    { click_id: 'old', visitor: '', network_hash: '' },
  ]);
  await warehouse.close();
  await store[Symbol.asyncDispose]();
});
