import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type OwnStores, startOwnStores } from '@kolony/testing';
import { openWarehouse } from '@kolony/warehouse';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { insertCampaign } from './campaign.ts';
import { load, rolledUp, storedClicks } from './clicks.ts';
import { runTracker } from './tracker-process.ts';
import { visit } from './visit.ts';

/** Real processes, real stores, SIGKILL. What was answered is what is counted: no more, no less, none twice. */
let stores: OwnStores;
beforeAll(async () => {
  stores = await startOwnStores();
  await (await insertCampaign(stores.databaseUrl)).end();
});
afterAll(() => stores[Symbol.asyncDispose]());
beforeEach(async () => {
  const warehouse = openWarehouse({ url: stores.clickhouseUrl, surface: 'test' });
  await warehouse.command('TRUNCATE TABLE clicks');
  await warehouse.command('TRUNCATE TABLE clicks_by_quarter');
  await warehouse.close();
});

type World = Awaited<ReturnType<typeof runTracker>>;

/** Every answered click is there once; beyond them only clicks whose answer was lost on its way. */
async function expectExactly(
  w: World,
  { answered, broken }: { answered: string[]; broken: number },
): Promise<void> {
  await expect.poll(() => w.waiting(), { timeout: 20_000 }).toBe(0);
  const stored = await storedClicks(w.warehouse);
  const once = new Set(stored);
  expect(once.size).toBe(stored.length);
  expect(new Set(answered).size).toBe(answered.length);
  expect(answered.filter((click) => !once.has(click))).toEqual([]);
  expect(stored.length - answered.length).toBeLessThanOrEqual(broken);
  expect(await rolledUp(w.warehouse)).toBe(stored.length);
}

test('tracker, ClickHouse and PostgreSQL killed at random under load, 24 times: answered clicks are rows, exactly', async () => {
  await using w = await runTracker(stores);
  const kills = { tracker: 0, clickhouse: 0, postgres: 0 };
  let going = true;
  const clicks = load(w.origin, { visitors: 12, going: () => going });
  await sleep(300);
  for (let round = 0; round < 24; round++) {
    const name =
      (['tracker', 'clickhouse', 'tracker', 'postgres'] as const)[Math.floor(Math.random() * 4)] ?? 'tracker';
    kills[name] += 1;
    // Between nothing and several segments after the last.
    await sleep(Math.random() * 600);
    if (name === 'tracker') {
      // A tracker that starts without PostgreSQL knows no link: that is another test's subject.
      await stores.start('postgres');
      await w.restart();
    } else {
      await stores.kill9(name);
      await sleep(Math.random() * 400);
      await stores.start(name);
    }
  }
  going = false;
  const done = await clicks;
  expect(kills.tracker + kills.clickhouse + kills.postgres).toBe(24);
  expect(done.answered.length).toBeGreaterThan(500);
  await expectExactly(w, done);
});

test('workers and their primary killed at random under load: the others go on, and answered clicks are rows, exactly', async () => {
  await using w = await runTracker(stores, { workers: 2 });
  let going = true;
  const clicks = load(w.origin, { visitors: 12, going: () => going });
  for (let round = 0; round < 8; round++) {
    await sleep(300 + Math.random() * 300);
    if (round % 4 === 3) await w.restart();
    else process.kill(workerOf(w.tracker().pid), 'SIGKILL');
  }
  await sleep(500);
  going = false;
  const done = await clicks;
  expect(done.answered.length).toBeGreaterThan(500);
  await expectExactly(w, done);
});

test('ClickHouse is away for the whole load: every visitor is redirected, and exact catch-up follows', async () => {
  await using w = await runTracker(stores);
  await stores.kill9('clickhouse');
  const until = Date.now() + 4_000;
  const done = await load(w.origin, { visitors: 12, going: () => Date.now() < until });
  expect([...done.refused], 'refused').toEqual([]);
  expect(done.broken).toBe(0);
  expect(w.waiting()).toBeGreaterThan(0);
  expect((await visit(w.origin, '/readyz')).status).toBe(200);
  await stores.start('clickhouse');
  await expectExactly(w, done);
  expect(await storedClicks(w.warehouse)).toHaveLength(done.answered.length);
});

test('PostgreSQL is away for the whole load: a cached link redirects and counts, an unknown one is unavailable', async () => {
  await using w = await runTracker(stores);
  expect((await visit(w.origin, '/ask')).status).toBe(302);
  const warm = await load(w.origin, {
    visitors: 1,
    going: (() => {
      let n = 0;
      return () => n++ < 5;
    })(),
  });
  await stores.kill9('postgres');
  const until = Date.now() + 3_000;
  const done = await load(w.origin, { visitors: 12, going: () => Date.now() < until });
  const unknown = await visit(w.origin, '/nobody');
  expect([unknown.status, unknown.headers['retry-after']]).toEqual([503, '2']);
  await stores.start('postgres');
  expect([...done.refused], 'refused').toEqual([]);
  expect(done.broken).toBe(0);
  await expectExactly(w, { answered: [...warm.answered, ...done.answered], broken: 1 });
});

test('asked to end under load with its stores away, the tracker ends soon, and nothing answered is lost', async () => {
  await using w = await runTracker(stores);
  let going = true;
  const clicks = load(w.origin, { visitors: 12, going: () => going });
  await sleep(800);
  await Promise.all([stores.kill9('clickhouse'), stores.kill9('postgres')]);
  await sleep(300);
  const began = performance.now();
  await w.tracker().stop();
  expect(performance.now() - began).toBeLessThan(6_000);
  going = false;
  const done = await clicks;
  await Promise.all([stores.start('clickhouse'), stores.start('postgres')]);
  await w.restart();
  await expectExactly(w, done);
});

/** One of the processes the primary has started. */
function workerOf(primary: number): number {
  const children = execFileSync('pgrep', ['-P', String(primary)], { encoding: 'utf8' })
    .trim()
    .split('\n');
  return Number(children[Math.floor(Math.random() * children.length)]);
}
