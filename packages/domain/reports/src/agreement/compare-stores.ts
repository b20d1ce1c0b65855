import { setTimeout as sleep } from 'node:timers/promises';
import { booksByDay } from '@kolony/commissions';
import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { toldByDay } from '@kolony/insights';
import type { Warehouse } from '@kolony/warehouse';
import { AgreementFigure, type Difference } from '../schema.ts';

export interface Compared {
  /** Campaigns times days that either store has something of. */
  days: number;
  orders: number;
  /** Facts that PostgreSQL still has to tell. */
  waiting: number;
  differences: Difference[];
}

/** Facts are told within a second; whatever differs as long as this, and in the same way, is not on its way. */
const ROUNDS = 3;
const PAUSE = 700;

/**
 * Compares the books with what the event store was told, campaign by campaign and day by day, while both go on: what
 * differs is looked at again, and a campaign whose facts still wait to be told is not judged. Campaigns whose events a
 * scenario generated have no books and are left out. Changes nothing.
 */
export async function compareStores(
  deps: Pick<Deps, 'db'> & { warehouse: Warehouse },
  scope: BrandScope,
): Promise<Compared> {
  let seen = await compareOnce(deps, scope);
  for (let round = 1; round < ROUNDS && seen.differences.length > 0; round += 1) {
    await sleep(PAUSE);
    const before = new Set(seen.differences.map(toText));
    const now = await compareOnce(deps, scope);
    seen = { ...now, differences: now.differences.filter((one) => before.has(toText(one))) };
  }
  return seen;
}

const toText = (one: Difference) => JSON.stringify(one);

async function compareOnce(
  deps: Pick<Deps, 'db'> & { warehouse: Warehouse },
  scope: BrandScope,
): Promise<Compared> {
  const [booked, told, generated] = await Promise.all([
    booksByDay(deps, scope),
    toldByDay(deps, scope),
    deps.db.campaign.findMany({ where: { brandId: scope.brandId, generated: true }, select: { id: true } }),
  ]);
  const unbooked = new Set(generated.map(({ id }) => id));
  // Read last: a fact that was not told yet when the books were read waits still, or is told by now.
  const waiting = await deps.db.$queryRaw<{ campaign_id: string; facts: bigint }[]>`
    SELECT row->>'campaign_id' AS campaign_id, count(*) AS facts FROM outbox
    WHERE row->>'brand_id' = ${scope.brandId} GROUP BY 1`;
  const late = new Set(waiting.map((row) => row.campaign_id));
  const days = new Map<string, { booked?: Figures; told?: Figures }>();
  const entry = ({ campaignId, day }: { campaignId: string; day: string }) => {
    const key = `${campaignId} ${day}`;
    const found = days.get(key) ?? {};
    days.set(key, found);
    return found;
  };
  const compared = ({ campaignId }: { campaignId: string }) => !unbooked.has(campaignId);
  for (const row of booked.filter(compared)) entry(row).booked = row;
  for (const row of told.filter(compared)) entry(row).told = row;
  const differences = [...days].flatMap(([key, { booked: books, told: events }]) => {
    const [campaignId = '', day = ''] = key.split(' ');
    if (late.has(campaignId)) return [];
    return AgreementFigure.options.flatMap((figure): Difference[] => {
      const [one, other] = [books?.[figure] ?? 0, events?.[figure] ?? 0];
      return one === other ? [] : [{ campaignId, day: day || null, figure, booked: one, told: other }];
    });
  });
  return {
    days: days.size,
    orders: booked.filter(compared).reduce((sum, { orders }) => sum + orders, 0),
    waiting: waiting.reduce((sum, { facts }) => sum + Number(facts), 0),
    differences,
  };
}

type Figures = Record<AgreementFigure, number>;
