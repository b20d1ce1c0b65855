import { type Deps, inTransaction, queueLetters } from '@kolony/db';
import { brandScopeOf } from '@kolony/identity';
import type { BrandScope, SystemScope } from '@kolony/identity/schema';
import { type DayCount, dayCounts } from '@kolony/insights';
import { after, dayIn, HOUR, newId, plusDays } from '@kolony/kernel';
import type { Warehouse } from '@kolony/warehouse';
import { eachOf } from '../each-of.ts';
import { type CampaignDay, findUnusual } from './find-unusual.ts';

/** Late clicks of a day (a tracker's disk that was behind) are waited for so long before the day is judged. */
const SETTLED_AFTER = 2 * HOUR;
/** What is usual is the days before: four weeks of them. */
const HISTORY = 28;
/** After an absence of the worker, and for a workspace that is looked at for the first time. */
const LOOK_BACK = 7;
/** What a scenario generated ends one day, and that is no news. */
const WATCHED = { state: 'live', generated: false };

type AlertDeps = Deps & { warehouse: Warehouse };

/** Looks at every workspace's days that are over and were not looked at yet; returns how many workspaces that were. */
export async function raiseAlerts(deps: AlertDeps, scope: SystemScope): Promise<number> {
  const until = after(deps.clock.now(), -SETTLED_AFTER);
  const brands = await deps.db.brand.findMany({
    where: { campaigns: { some: WATCHED } },
    select: { id: true, timeZone: true, alertRound: { select: { day: true } } },
  });
  const due = brands.flatMap(({ id: brandId, timeZone, alertRound }) => {
    const to = plusDays(dayIn(timeZone, until), -1);
    if (alertRound && alertRound.day >= to) return [];
    // Days are text, and in order as such.
    const [, from = to] = [alertRound ? plusDays(alertRound.day, 1) : '', plusDays(to, 1 - LOOK_BACK)].sort();
    return [{ brandId, days: { from, to } }];
  });
  const looked = await eachOf(due, async ({ brandId, days }) =>
    lookAt(deps, await brandScopeOf(deps, scope, { brandId }), days),
  );
  return looked.length;
}

/** Once per day, campaign and metric, whoever else looks at the same time; who wants them gets one mail of the round. */
async function lookAt(
  deps: AlertDeps,
  scope: BrandScope,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const { brandId } = scope;
  const live = await deps.db.campaign.findMany({
    where: { brandId, ...WATCHED },
    select: { id: true },
  });
  const counts = await dayCounts(deps, scope, { period: { from: plusDays(from, -HISTORY), to } });
  const byCampaign = Map.groupBy(counts, ({ campaignId }) => campaignId);
  const now = deps.clock.now();
  const found = live.flatMap(({ id: campaignId }) => {
    const own = byCampaign.get(campaignId) ?? [];
    return daysFrom(from, to).flatMap((day) =>
      findUnusual(daysOf(own, { from: plusDays(day, -HISTORY), to: day })).map(({ metric, facts }) => ({
        id: newId('alr', now.getTime()),
        brandId,
        campaignId,
        day,
        metric,
        facts: { ...facts, kol: facts.kol && { ...facts.kol } },
        raisedAt: now,
      })),
    );
  });
  await inTransaction(deps.db, async (tx) => {
    const { count } = await tx.alert.createMany({ data: found, skipDuplicates: true });
    await tx.alertRound.upsert({ where: { brandId }, create: { brandId, day: to }, update: { day: to } });
    if (count === 0) return;
    const readers = await tx.alertReader.findMany({ where: { brandId, optedOutAt: null } });
    const raisedAt = now.toISOString();
    await queueLetters(
      tx,
      readers.map(({ token }) => ({ kind: 'alerts', about: `${token}:${to}`, facts: { token, raisedAt } })),
      now,
    );
  });
}

function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = plusDays(day, 1)) days.push(day);
  return days;
}

function daysOf(counts: readonly DayCount[], { from, to }: { from: string; to: string }): CampaignDay[] {
  const byDay = Map.groupBy(counts, ({ day }) => day);
  return daysFrom(from, to).map((day) => ({
    day,
    kols: new Map((byDay.get(day) ?? []).map((row) => [row.kolId, row])),
  }));
}
