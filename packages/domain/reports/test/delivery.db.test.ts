import { makeWarehouse } from '@kolony/testing';
import { openWarehouse, type Warehouse } from '@kolony/warehouse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runReport } from '../src/index.ts';
import { ReportName } from '../src/schema.ts';
import { regulars } from './regulars.ts';
import { season } from './season.ts';
import type { ReportWorld } from './world.ts';

/** What PostgreSQL's outbox and the tracker's spool deliver. */
const TABLES = ['order_events', 'commission_events', 'order_touches', 'clicks'];
const Fact = z.record(z.string(), z.unknown());
const PERIOD = { from: '2026-10-01', to: '2027-01-31' };

/** Rows that are the same on every run, in an order that is nobody's. */
function shuffled<T>(rows: readonly T[]): T[] {
  const keyed = rows.map((row, at) => ({ row, key: (at * 7_919 + 13) % 104_729 }));
  return keyed.sort((a, b) => (a.key % 97) - (b.key % 97) || b.key - a.key).map(({ row }) => row);
}

describe.each([
  ['a season of two KOLs', season],
  ['regular customers', regulars],
] as const)('%s', (_, make: () => Promise<ReportWorld>) => {
  let w: ReportWorld;
  let made: Awaited<ReturnType<typeof makeWarehouse>>;
  let other: Warehouse;

  beforeAll(async () => {
    [w, made] = await Promise.all([make(), makeWarehouse()]);
    other = openWarehouse({ url: made.url, surface: 'test' });
    for (const table of TABLES) {
      const facts = await w.deps.warehouse.query({ name: 'facts', sql: `SELECT * FROM ${table}`, row: Fact });
      const rows = shuffled(facts);
      expect(rows).not.toEqual(facts);
      // Three at a time, each batch again right after and once more at the end: answers that were lost on their way.
      const batches = Array.from({ length: Math.ceil(rows.length / 3) }, (_batch, at) => ({
        table,
        rows: rows.slice(at * 3, at * 3 + 3),
        token: `${table}:${at}`,
      }));
      for (const batch of batches) for (let time = 0; time < 2; time++) await other.insert(batch);
      for (const batch of batches) await other.insert(batch);
    }
  }, 180_000);
  afterAll(async () => {
    await other.close();
    await made[Symbol.asyncDispose]();
    await w[Symbol.asyncDispose]();
  });

  test.each(ReportName.options)(
    '%s is the same after delivery out of order and three times',
    async (report) => {
      const { kolId } = await w.deps.db.deal.findFirstOrThrow({ where: { brandId: w.brand.scope.brandId } });
      const asked = { currency: 'CNY', period: PERIOD, windowDays: 30, measure: 'placed' };
      for (const more of [
        {},
        { kolId },
        { campaignId: w.campaignId },
        { timeZone: 'America/St_Johns' },
        { period: { from: '2026-10-06', to: '2026-10-10' }, compare: 'previous' },
      ]) {
        const question = { ...asked, ...more };
        const inOrder = await runReport(w.deps, w.brand.scope, { report, question });
        const shuffledAnswer = await runReport({ ...w.deps, warehouse: other }, w.brand.scope, {
          report,
          question,
        });
        expect(shuffledAnswer, JSON.stringify(question)).toEqual(inOrder);
      }
    },
  );
});
