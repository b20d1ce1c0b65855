import { openDatabase } from '@kolony/db';
import { brandScopeOf, openBrandSession, signInBrand, systemScope } from '@kolony/identity';
import { movableClock, present } from '@kolony/kernel';
import { auditLedger } from '@kolony/ledger';
import { checkAgreement, compareStores, REPORTS, raiseAlerts } from '@kolony/reports';
import { makeDatabase, makeWarehouse } from '@kolony/testing';
import { openWarehouse } from '@kolony/warehouse';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { seedGenerated } from '../src/index.ts';

const SIZE = { brands: 2, kols: 6, clicks: 12_000, orders: 360 };

test('brands to sign in to, with figures in reports and no books: and nobody takes that for a fault', async () => {
  const [database, made] = await Promise.all([makeDatabase(), makeWarehouse()]);
  const db = openDatabase(database.url);
  const warehouse = openWarehouse({ url: made.url, surface: 'test' });
  const clock = movableClock(new Date('2026-10-01T08:00:00.000Z'));
  const deps = { db, clock, warehouse };
  const lines: string[] = [];
  const seed = () =>
    seedGenerated({
      databaseUrl: database.url,
      clickhouseUrl: made.url,
      trackerUrl: 'https://go.example',
      clock,
      size: SIZE,
      progress: (line) => lines.push(line),
    });
  const login = present(await seed(), 'login');
  expect(lines).toHaveLength(SIZE.brands);
  const { token } = await signInBrand(deps, login, { address: '203.0.113.9' });
  const { scope } = present(await openBrandSession(deps, token), 'session');

  // All orders of ninety days and the week after; each is placed by now.
  const asked = { currency: 'CNY', period: { from: '2026-06-01', to: '2026-10-01' } };
  const report = await REPORTS.codes.run(deps, scope, REPORTS.codes.question.parse(asked));
  expect(report.links.reduce((sum, { orders }) => sum + orders, 0)).toBe(SIZE.orders / SIZE.brands);
  expect(report.links.map(({ displayName }) => displayName)).toContain('Creator 1');
  const [future] = await warehouse.query({
    name: 'future',
    sql: `SELECT (SELECT countIf(at > {now:DateTime64(3)}) FROM order_events) AS facts,
      (SELECT countIf(at > {now:DateTime64(3)}) FROM commission_events) AS costs,
      (SELECT countIf(at > {now:DateTime64(3)}) FROM clicks) AS clicks, (SELECT count() FROM clicks) AS made`,
    params: { now: clock.now().toISOString().slice(0, -1) },
    row: z.record(z.string(), z.coerce.number()),
  });
  expect(future).toEqual({ facts: 0, costs: 0, clicks: 0, made: SIZE.clicks });

  // No order is booked, so there is nothing to compare, and it says so.
  expect(await db.conversion.count()).toBe(0);
  expect((await auditLedger(db)).drift).toEqual([]);
  expect(await checkAgreement(deps, scope)).toMatchObject({
    state: 'agrees',
    orders: 0,
    different: 0,
    generated: 5,
  });
  // Its last day is past, and nobody is told of the silence.
  expect(await raiseAlerts(deps, systemScope('test'))).toBe(0);

  // What somebody does in a campaign of their own is compared as ever.
  const row = { event_id: 'placed:x', event: 'placed', brand_id: scope.brandId, campaign_id: 'cmp_own' };
  const order = { conversion_id: 'cnv_x', order_id: 'x', orders: 1, amount: 100, currency: 'CNY' };
  const at = clock.now().toISOString();
  await warehouse.insert({ table: 'order_events', rows: [{ ...row, ...order, order_at: at, at }] });
  expect((await compareStores(deps, scope)).differences).toMatchObject([
    { campaignId: 'cmp_own', booked: 0, told: 1 },
    { campaignId: 'cmp_own', booked: 0, told: 100 },
  ]);

  // Once.
  expect(await seed()).toBeNull();
  expect(await db.brand.count()).toBe(SIZE.brands);
  const second = await brandScopeOf(deps, systemScope('test'), {
    brandId: (await db.brand.findFirstOrThrow({ where: { name: 'Generated 2' } })).id,
  });
  expect((await compareStores(deps, second)).differences).toEqual([]);
  await Promise.all([warehouse.close(), db.$disconnect()]);
  await Promise.all([made[Symbol.asyncDispose](), database[Symbol.asyncDispose]()]);
});
