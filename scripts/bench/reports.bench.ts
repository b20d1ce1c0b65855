import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, openDatabase } from '@kolony/db';
import { migratePostgres } from '@kolony/db/migrate';
import { brandScopeOf, systemScope } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { REPORTS, runReport } from '@kolony/reports';
import type { ReportName } from '@kolony/reports/schema';
import { openWarehouse, type Warehouse } from '@kolony/warehouse';
import { migrateWarehouse } from '@kolony/warehouse/migrate';
import { z } from 'zod';
import { makeScratchFolder, storeAddressOf } from '../supervisor/private-state.ts';
import { openStoresIn } from './bench-stores.ts';
import { type Benchmark, type Figure, thousands } from './figure.ts';
import { median } from './median.ts';
import { openRawTables } from './raw-tables.ts';
import { fillBrand, LAST_DAY } from './report-data.ts';

/** KOLONY_BENCH_CLICKS=100000000 for the huge run: three orders for every hundred clicks in both. */
const CLICKS = Number(process.env.KOLONY_BENCH_CLICKS ?? 20_000_000);
const BRANDS = 20;
const ORDERS_PER_CLICK = 0.03;
const ROUNDS = 5;
const SCANS = 3;
const DAYS = 30;

/**
 * Every report of the catalogue as its page asks for it (thirty days beside the thirty before), of one brand among
 * twenty: how long, and how much longer when the others have ten times as much. The reference is the same question, word
 * by word, over the same rows in the order they came in: no sort key, no partitions, no indexes, no rollups (raw-tables.ts).
 */
const benchmark: Benchmark = {
  about: `reports of one brand among ${BRANDS}, ${thousands(CLICKS)} clicks and ${thousands(CLICKS * ORDERS_PER_CLICK)} orders, ${DAYS} days beside the ${DAYS} before`,
  async run(progress) {
    const dataDir = makeScratchFolder('bench');
    const stores = await openStoresIn(dataDir, await storeAddressOf(dataDir));
    await Promise.all([migratePostgres(stores.databaseUrl), migrateWarehouse(stores.clickhouseUrl)]);
    const warehouse = openWarehouse({ url: stores.clickhouseUrl, surface: 'bench' });
    const db = openDatabase(stores.databaseUrl);
    try {
      await insertBrands(db);
      const scope = await brandScopeOf({ db }, systemScope('bench'), { brandId: 'brd_0' });
      const share = CLICKS / BRANDS;
      await fill(warehouse, { brands: [0], clicks: share, from: 0 });
      const others = Array.from({ length: BRANDS - 1 }, (_, at) => at + 1);
      await fill(warehouse, { brands: others, clicks: share / 10, from: 0 });
      await settled(warehouse);
      const alone = await measure({ db, warehouse }, scope, ROUNDS);
      progress(`  the others have a tenth: ${linesOf(alone)}`);
      await fill(warehouse, { brands: others, clicks: (share * 9) / 10, from: BRANDS });
      await settled(warehouse);
      const among = await measure({ db, warehouse }, scope, ROUNDS);
      progress(`  the others have as much: ${linesOf(among)}`);
      const raw = await openRawTables(warehouse, stores.clickhouseUrl);
      const scans = await measure({ db, warehouse: unhurried(raw) }, scope, SCANS).finally(() => raw.close());
      progress(`  over the raw rows: ${linesOf(scans)}`);
      return figuresOf({ alone, among, scans });
    } finally {
      await Promise.all([warehouse.close(), db.$disconnect()]);
      await stores.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};
export default benchmark;

type Times = Map<ReportName, number>;

/** Until what was just put in has been merged as far as ClickHouse wants: it is days old where reports are read. */
async function settled(warehouse: Warehouse): Promise<void> {
  const merging = () =>
    warehouse.query({ name: 'merging', sql: 'SELECT count() AS n FROM system.merges', row: Merging });
  while ((await merging()).some(({ n }) => n > 0)) await sleep(500);
}

const Merging = z.object({ n: z.coerce.number() });

function insertBrands(db: Database) {
  return db.brand.createMany({
    data: Array.from({ length: BRANDS }, (_, no) => ({
      id: `brd_${no}`,
      name: `Brand ${no}`,
      timeZone: 'UTC',
      createdAt: new Date(0),
    })),
  });
}

/** `from` numbers what a brand has beside what it had. */
async function fill(
  warehouse: Warehouse,
  { brands, clicks, from }: { brands: readonly number[]; clicks: number; from: number },
): Promise<void> {
  const orders = Math.floor(clicks * ORDERS_PER_CLICK);
  for (const brand of brands)
    await fillBrand(warehouse, {
      brandId: `brd_${brand}`,
      no: from + brand,
      clicks: Math.floor(clicks),
      orders,
    });
}

/** Milliseconds of a whole report, the names from PostgreSQL and the models included: the median of the rounds. */
async function measure(
  stores: { db: Database; warehouse: Warehouse },
  scope: BrandScope,
  rounds: number,
): Promise<Times> {
  const deps = { ...stores, clock: { now: () => new Date(`${LAST_DAY}T12:00:00Z`) } };
  const times: Times = new Map();
  for (const report of REPORTED) {
    const taken: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      await runReport(deps, scope, { report, question: QUESTION });
      taken.push(performance.now() - began);
    }
    times.set(report, median(taken));
  }
  return times;
}

/** The content report reads nothing here: the brand has no postings. */
const REPORTED = (Object.keys(REPORTS) as ReportName[]).filter((report) => report !== 'content');

const QUESTION = {
  currency: 'CNY',
  period: { days: DAYS },
  compare: 'previous',
  windowDays: 30,
  measure: 'placed',
};

/** A scan may take as long and as much as it needs. */
function unhurried(warehouse: Warehouse): Warehouse {
  return {
    ...warehouse,
    query: (query) => warehouse.query({ ...query, timeout: 110, memory: 12 * 1024 ** 3 }),
  };
}

function figuresOf({ alone, among, scans }: Record<'alone' | 'among' | 'scans', Times>): Figure[] {
  return [...among].flatMap(([report, ms]) => {
    const was = alone.get(report) ?? 0;
    const scan = scans.get(report) ?? 0;
    const grown = ms / was;
    return [
      {
        what: report,
        value: `${ms.toFixed(0)} ms`,
        reference: '',
        ratio: '',
        bar: '≤ 300 ms',
        holds: ms <= 300,
      },
      {
        what: `${report}, the others' data grown tenfold`,
        value: `${ms.toFixed(0)} ms`,
        reference: `${was.toFixed(0)} ms`,
        ratio: grown.toFixed(2),
        bar: '≤ 1.30',
        // Five milliseconds are not measured that well.
        holds: grown <= 1.3 || ms - was < 5,
      },
      {
        what: `${report}, beside the scan of raw rows`,
        value: `${ms.toFixed(0)} ms`,
        reference: `${scan.toFixed(0)} ms`,
        ratio: `${(scan / ms).toFixed(1)} × faster`,
        bar: '≥ 50 ×',
        holds: scan >= 50 * ms,
      },
    ];
  });
}

const linesOf = (times: Times) => [...times].map(([report, ms]) => `${report} ${ms.toFixed(0)}`).join(', ');
