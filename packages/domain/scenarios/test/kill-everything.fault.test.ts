import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '@kolony/db';
import { createApiKey } from '@kolony/identity';
import { present, systemClock } from '@kolony/kernel';
import { auditLedger } from '@kolony/ledger';
import { freePort, makeDatabase, makeWarehouse, type ServerProcess, startProcess } from '@kolony/testing';
import { openWarehouse } from '@kolony/warehouse';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { agree, campaignOf, castBrand, castKol, launch } from '../src/cast.ts';

/**
 * Real tracker, API and worker under load, each killed with SIGKILL again and again. What was answered is what is
 * counted: a visitor who was redirected is one click in ClickHouse, an order that was acknowledged is one conversion
 * with one commission in PostgreSQL and one `placed` in ClickHouse, and the books balance.
 */
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';
/** Each process three times; the load goes on as long as that takes. */
const KILLS = 9;
const Count = z.object({ n: z.coerce.number(), u: z.coerce.number() });

test('tracker, API and worker killed at random under load: nothing answered is lost, nothing is doubled', async () => {
  await using database = await makeDatabase();
  await using store = await makeWarehouse();
  const dataDir = mkdtempSync(join(tmpdir(), 'kolony-kill-'));
  const db = openDatabase(database.url);
  const warehouse = openWarehouse({ url: store.url, surface: 'test' });
  const ports = { tracker: await freePort(), api: await freePort(), worker: await freePort() };
  const deps = { db, clock: systemClock, trackerUrl: `http://127.0.0.1:${ports.tracker}` };
  const brand = await castBrand(deps, { email: 'lin@brand.example', workspace: 'Huaxi' });
  const kol = await castKol(deps, { handle: 'mei', displayName: 'Mei' });
  const { id: campaignId } = await launch(deps, brand.scope, { campaign: campaignOf(), budget: 100_000_000 });
  const link = await agree(deps, { brand: brand.scope, kol: kol.scope, campaignId });
  const { key } = await createApiKey(deps, brand.scope, { name: 'load', scopes: ['conversions:write'] });

  const env = {
    DATABASE_URL: database.url,
    CLICKHOUSE_URL: store.url,
    KOLONY_SECRET: 'a1'.repeat(32),
    KOLONY_DATA_DIR: dataDir,
    TRACKER_PORT: String(ports.tracker),
    API_PORT: String(ports.api),
    WORKER_PORT: String(ports.worker),
  };
  const start = (name: keyof typeof ports) =>
    startProcess({
      entry: `apps/${name}/src/main.ts`,
      env,
      readyUrl: `http://127.0.0.1:${ports[name]}/healthz`,
    });
  const running = new Map<keyof typeof ports, ServerProcess>();
  for (const name of ['tracker', 'api', 'worker'] as const) running.set(name, await start(name));

  const clicked: string[] = [];
  const acknowledged = new Set<string>();
  let over = false;

  async function visit(): Promise<string | null> {
    try {
      const answer = await fetch(link.url, { redirect: 'manual', headers: { 'user-agent': PHONE } });
      const location = answer.status === 302 ? answer.headers.get('location') : null;
      return location ? new URL(location).searchParams.get('kclid') : null;
    } catch {
      return null; // The connection broke before the answer: nothing was promised.
    }
  }

  async function visitor(): Promise<void> {
    while (!over) {
      const click = await visit();
      if (click) clicked.push(click);
      else await sleep(20);
    }
  }

  /** As a shop does: the same order again until it is answered. */
  async function shopper(id: number): Promise<void> {
    for (let n = 0; !over; n++) {
      const click = await visit();
      if (!click) {
        await sleep(20);
        continue;
      }
      clicked.push(click);
      const body = {
        order_id: `order-${id}-${n}`,
        amount: 20_000,
        currency: 'CNY',
        click_id: click,
        occurred_at: new Date().toISOString(),
      };
      for (;;) {
        const status = await fetch(`http://127.0.0.1:${ports.api}/v1/conversions`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }).then(
          (answer) => answer.status,
          () => 0,
        );
        if (status === 200 || status === 201) break;
        expect([0, 503]).toContain(status);
        await sleep(30);
      }
      acknowledged.add(body.order_id);
    }
  }

  async function killer(): Promise<void> {
    const names = ['tracker', 'api', 'worker'] as const;
    try {
      for (let kills = 0; kills < KILLS; kills++) {
        await sleep(400 + Math.random() * 500);
        const name = names[kills % names.length] ?? 'tracker';
        await present(running.get(name), name).kill9();
        running.set(name, await start(name));
      }
      await sleep(1_000);
    } finally {
      over = true;
    }
  }

  try {
    await Promise.all([
      ...Array.from({ length: 4 }, visitor),
      ...Array.from({ length: 6 }, (_, id) => shopper(id)),
      killer(),
    ]);
    expect(clicked.length).toBeGreaterThan(200);
    expect(acknowledged.size).toBeGreaterThan(50);

    // Clicks: every answered one is there once. More may be there: killed between the disk and the answer.
    const stored = async () =>
      new Map(
        (
          await warehouse.query({
            name: 'clicks',
            sql: 'SELECT click_id, count() AS n FROM clicks GROUP BY click_id',
            row: z.object({ click_id: z.string(), n: z.coerce.number() }),
          })
        ).map((row) => [row.click_id, row.n]),
      );
    await expect
      .poll(
        async () => {
          const found = await stored();
          return clicked.filter((click) => !found.has(click)).length;
        },
        { timeout: 20_000 },
      )
      .toBe(0);
    expect([...(await stored()).values()].filter((times) => times !== 1)).toEqual([]);
    expect(new Set(clicked).size).toBe(clicked.length);

    // Orders: exactly one conversion and one commission each.
    const orders = await db.conversion.findMany({ include: { commissions: true } });
    const byId = new Map(orders.map((order) => [order.orderId, order.commissions.length]));
    for (const id of acknowledged) expect([id, byId.get(id)]).toEqual([id, 1]);
    expect((await auditLedger(db)).drift).toEqual([]);

    // The worker catches up: both stores agree, to the cent.
    const placed = async () =>
      present(
        (
          await warehouse.query({
            name: 'placed',
            sql: `SELECT count() AS n, uniqExact(conversion_id) AS u FROM order_events WHERE event = 'placed'`,
            row: Count,
          })
        )[0],
        'count',
      );
    await expect.poll(async () => (await placed()).u, { timeout: 20_000 }).toBe(orders.length);
    expect((await placed()).n).toBe(orders.length);
    const [accrued] = await warehouse.query({
      name: 'accrued',
      sql: `SELECT sum(amount) AS n, count() AS u FROM commission_events WHERE event = 'accrued'`,
      row: Count,
    });
    // ¥200.00 at 15 % each.
    expect(accrued).toEqual({ n: orders.length * 3_000, u: orders.length });
  } finally {
    await Promise.all([...running.values()].map((process) => process.kill9()));
    await Promise.all([db.$disconnect(), warehouse.close()]);
    rmSync(dataDir, { recursive: true, force: true });
  }
});
