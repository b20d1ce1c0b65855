import { rmSync } from 'node:fs';
import { creditJourneys } from '@kolony/attribution';
import { ReportModel } from '@kolony/attribution/schema';
import { openDatabase } from '@kolony/db';
import { migratePostgres } from '@kolony/db/migrate';
import { brandScopeOf, systemScope } from '@kolony/identity';
import { runReport } from '@kolony/reports';
import { openWarehouse, type Warehouse } from '@kolony/warehouse';
import { migrateWarehouse } from '@kolony/warehouse/migrate';
import { z } from 'zod';
import { makeScratchFolder, storeAddressOf } from '../supervisor/private-state.ts';
import { openStoresIn } from './bench-stores.ts';
import { type Benchmark, type Figure, thousands } from './figure.ts';
import { median } from './median.ts';

const JOURNEYS = 1_000_000;
const KOLS = 40;
const ROUNDS = 3;
const PERIOD = { from: '2026-09-01', to: '2026-09-30' };

/**
 * Every attribution model over a million orders' journeys beside one scan of the same rows. A model costs the folding of
 * the journeys into ways, which ClickHouse does once for all of them, and its own work over the ways; time decay is
 * weighed within the fold, by each order's own seconds.
 */
const benchmark: Benchmark = {
  about: `attribution models over ${thousands(JOURNEYS)} journeys of one to five touches, ${KOLS} KOLs`,
  async run(progress) {
    const dataDir = makeScratchFolder('bench');
    const stores = await openStoresIn(dataDir, await storeAddressOf(dataDir));
    await Promise.all([migratePostgres(stores.databaseUrl), migrateWarehouse(stores.clickhouseUrl)]);
    const warehouse = openWarehouse({ url: stores.clickhouseUrl, surface: 'bench' });
    const db = openDatabase(stores.databaseUrl);
    try {
      await db.brand.create({
        data: { id: 'brd_0', name: 'Brand', timeZone: 'UTC', createdAt: new Date(0) },
      });
      const scope = await brandScopeOf({ db }, systemScope('bench'), { brandId: 'brd_0' });
      await warehouse.command(TOUCHES);
      const scan = await timed(() => warehouse.query({ name: 'scan', sql: SCAN, row: z.unknown() }));
      const folds = watchFolds(warehouse);
      const deps = { db, warehouse: folds.warehouse, clock: { now: () => new Date('2026-10-01') } };
      const whole = await timed(() => runReport(deps, scope, { report: 'attribution', question: QUESTION }));
      const fold = median(folds.taken);
      const journeys = folds.ways();
      progress(
        `  scan ${scan.toFixed(0)} ms; folded into ${thousands(journeys.length)} ways in ${fold.toFixed(0)} ms`,
      );
      const models: Figure[] = [];
      for (const model of ReportModel.options) {
        const own = model === 'time_decay' ? 0 : await timed(() => creditJourneys(model, journeys));
        models.push(figureOf(model, { ms: fold + own, scan }));
      }
      const { holds: _, ...all } = figureOf('all of them: the report', { ms: whole, scan });
      return [...models, { ...all, bar: '' }];
    } finally {
      await Promise.all([warehouse.close(), db.$disconnect()]);
      await stores.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};
export default benchmark;

const QUESTION = { currency: 'CNY', period: PERIOD, windowDays: 30, measure: 'placed' };

/** More than half of the journeys are one touch, a few are five; a few KOLs have most of the touches. */
const TOUCHES = `
  INSERT INTO order_touches (brand_id, campaign_id, deal_id, kol_id, link_id, kind, click_id, touch_at, place, verdict,
    share_bp, conversion_id, order_id, customer_id, amount, currency, order_at)
  SELECT 'brd_0', concat('cmp_', toString(kol % 5)), concat('deal_', toString(kol)), concat('kol_', toString(kol)),
    concat('lnk_', toString(kol)), 'click', hex(sipHash128(number, touch)), placed_at - toIntervalHour(5 * (touches - touch)),
    touch, if(touch = touches - 1, 'last_touch', 'not_last'), if(touch = touches - 1, 10000, 0),
    concat('cnv_', toString(number)), toString(number), toString(number), 1000 + h % 50000, 'CNY', placed_at
  FROM (
    SELECT number, cityHash64(number) AS h, [1, 1, 1, 1, 1, 1, 2, 2, 3, 5][1 + h % 10] AS touches,
      toDateTime64('${PERIOD.from} 00:00:00', 3, 'UTC') + toIntervalSecond(h % ${30 * 86_400}) AS placed_at,
      arrayJoin(range(touches)) AS touch,
      toUInt16(floor(${KOLS} * pow((cityHash64(number, touch) % 1000000) / 1000000, 2))) AS kol
    FROM numbers_mt(${JOURNEYS})
  )
  SETTINGS max_execution_time = 3600`;

/** Every column that a journey is made of, of the same rows, once. */
const SCAN = `
  SELECT max(conversion_id), max(place), max(kol_id), max(share_bp), max(amount), max(touch_at), max(verdict)
  FROM order_touches
  WHERE brand_id = 'brd_0' AND currency = 'CNY' AND toDate(order_at, 'UTC') BETWEEN '${PERIOD.from}' AND '${PERIOD.to}'`;

/** Milliseconds, the median of the rounds. */
async function timed(act: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    await act();
    taken.push(performance.now() - began);
  }
  return median(taken);
}

const Way = z.object({ path: z.array(z.string()), conversions: z.number(), value: z.number() });

/** The warehouse as it is, that tells how long its journeys took to be folded, and into which ways. */
function watchFolds(warehouse: Warehouse) {
  const taken: number[] = [];
  let last: unknown[] = [];
  const watched: Warehouse = {
    ...warehouse,
    async query(query) {
      const began = performance.now();
      const rows = await warehouse.query(query);
      if (query.name === 'journeys.converting') {
        taken.push(performance.now() - began);
        last = rows;
      }
      return rows;
    },
  };
  const ways = () =>
    Way.array()
      .parse(last)
      .map(({ path, ...of }) => ({ touches: path.map((channel) => ({ channel, age: 0 })), nulls: 0, ...of }));
  return { warehouse: watched, taken, ways };
}

function figureOf(model: string, { ms, scan }: { ms: number; scan: number }): Figure {
  const bar = model === 'markov' || model === 'shapley' ? 40 : 10;
  return {
    what: model,
    value: `${ms.toFixed(0)} ms`,
    reference: `${scan.toFixed(0)} ms`,
    ratio: `${(ms / scan).toFixed(1)} ×`,
    bar: `≤ ${bar} ×`,
    holds: ms <= bar * scan,
  };
}
