import { systemScope } from '@kolony/identity';
import { DAY, plusDays } from '@kolony/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addAnnotation,
  deleteAnnotation,
  listAlerts,
  listAnnotations,
  raiseAlerts,
  seeAlert,
} from '../src/index.ts';
import { type ReportWorld, reportWorld } from './world.ts';

let w: ReportWorld;
/** The last day that is over where the workspace is. */
let yesterday: string;

beforeAll(async () => {
  w = await reportWorld();
  // Noon in Shanghai, so that yesterday is well over there.
  const noon = new Date(`${w.clock.now().toISOString().slice(0, 10)}T04:00:00.000Z`);
  w.clock.move(noon.getTime() + 40 * DAY - w.clock.now().getTime());
  yesterday = plusDays(w.clock.now().toISOString().slice(0, 10), -1);
  // A hundred clicks a day for four weeks, three hundred yesterday, the last of them a minute before midnight.
  const clicks = Array.from({ length: 29 }, (_, ago) => ago).flatMap((ago) =>
    Array.from({ length: ago === 0 ? 300 : 100 }, (_, n) => ({
      brand_id: w.brand.scope.brandId,
      campaign_id: w.campaignId,
      deal_id: w.link.dealId,
      kol_id: w.kol.scope.kolId,
      link_id: w.link.id,
      click_id: `${ago}-${n}`,
      visitor: `visitor-${n}`,
      at: `${plusDays(yesterday, -ago)}T15:59:${String(n % 60).padStart(2, '0')}.000Z`,
      counted: true,
    })),
  );
  await w.deps.warehouse.insert({ table: 'clicks', rows: clicks });
}, 120_000);
afterAll(() => w[Symbol.asyncDispose]());

const raise = () => raiseAlerts(w.deps, systemScope('test'));

test('a day that is over and not like the others is told once, with who moved it', async () => {
  expect(await raise()).toBe(1);
  expect(await raise()).toBe(0);
  const alerts = await listAlerts(w.deps, w.brand.scope);
  expect(alerts).toMatchObject([
    {
      campaignId: w.campaignId,
      day: yesterday,
      metric: 'clicks',
      // Every day had a hundred: the spread is √100.
      value: 300,
      usual: 100,
      spread: 10,
      days: 28,
      kol: { kolId: w.kol.scope.kolId, value: 300, usual: 100 },
      seen: false,
    },
  ]);
  await w.deps.db.alertRound.deleteMany();
  expect(await raise()).toBe(1);
  expect(await listAlerts(w.deps, w.brand.scope)).toEqual(alerts);
});

test('who has looked into it first is kept', async () => {
  const [alert] = await listAlerts(w.deps, w.brand.scope);
  const id = alert?.id ?? '';
  await seeAlert(w.deps, w.brand.scope, { id });
  const seen = await w.deps.db.alert.findUniqueOrThrow({ where: { id } });
  w.clock.move(1_000);
  await seeAlert(w.deps, w.brand.scope, { id });
  expect(await w.deps.db.alert.findUniqueOrThrow({ where: { id } })).toEqual(seen);
  expect(seen).toMatchObject({ seenBy: w.brand.scope.actor });
  expect((await listAlerts(w.deps, w.brand.scope))[0]?.seen).toBe(true);
  await expect(seeAlert(w.deps, w.brand.scope, { id: 'alr_none' })).rejects.toMatchObject({
    code: 'reports/alert_not_found',
  });
});

test('the next day is looked at two hours after its end, and a silent one is a fall', async () => {
  // Noon to noon: the day after yesterday had no click at all.
  w.clock.move(DAY - 11 * 3_600_000);
  expect(await raise()).toBe(0);
  w.clock.move(11 * 3_600_000);
  expect(await raise()).toBe(1);
  const [newest] = await listAlerts(w.deps, w.brand.scope);
  expect(newest).toMatchObject({ day: plusDays(yesterday, 1), metric: 'clicks', value: 0, usual: 100 });
});

test('what happened on a day is said for one campaign or for all, in order, and taken back', async () => {
  const say = (day: string, text: string, campaignId: string | null) =>
    addAnnotation(w.deps, w.brand.scope, { day, text, campaignId });
  const own = await say('2026-10-02', '  直播带货 ', w.campaignId);
  const every = await say('2026-10-01', 'Prices raised', null);
  await say('2026-11-01', 'Later', null);
  const list = (campaignId?: string) =>
    listAnnotations(w.deps, w.brand.scope, {
      period: { from: '2026-10-01', to: '2026-10-31' },
      campaignId,
    });
  expect(own.text).toBe('直播带货');
  expect(await list()).toEqual([every, own]);
  expect(await list(w.campaignId)).toEqual([every, own]);
  expect(await list('cmp_other')).toEqual([every]);
  await deleteAnnotation(w.deps, w.brand.scope, { id: own.id });
  expect(await list()).toEqual([every]);
  await expect(deleteAnnotation(w.deps, w.brand.scope, { id: own.id })).rejects.toMatchObject({
    code: 'reports/annotation_not_found',
  });
  await expect(say('2026-10-02', 'x', 'cmp_other')).rejects.toMatchObject({ kind: 'not_found' });
  await expect(say('2026-02-30', 'x', null)).rejects.toThrow();
});
