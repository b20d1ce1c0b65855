import { type Deps, inTransaction, type Tx } from '@kolony/db';
import type { SystemScope } from '@kolony/identity/schema';
import { Currency } from '@kolony/kernel';
import { isBelow } from './list-payable.ts';
import type { Acting } from './party.ts';
import { payableCommissions } from './payable-commissions.ts';
import { policyOf } from './policy.ts';
import { lockPayable, proposalsOf, propose } from './prepare-payouts.ts';
import { isDue } from './schedule.ts';
import { Schedule } from './schema.ts';

/** As many as a person can prepare at once. */
const BATCH = 500;

/**
 * Prepares what brands' schedules say: everybody at or above the minimum who has an account, in batches that wait for
 * approval like any other. Once per period; a period that was missed is made up for by the next run. Returns how many
 * batches there are now more.
 */
export async function prepareScheduled(deps: Deps, scope: SystemScope): Promise<number> {
  const now = deps.clock.now();
  const policies = await deps.db.payoutPolicy.findMany({ where: { schedule: { not: 'manual' } } });
  const brands = await deps.db.brand.findMany({
    where: { id: { in: policies.map((policy) => policy.brandId) } },
    select: { id: true, timeZone: true },
  });
  const timeZones = new Map(brands.map((brand) => [brand.id, brand.timeZone]));
  let prepared = 0;
  for (const policy of policies) {
    const timeZone = timeZones.get(policy.brandId) ?? 'UTC';
    const by: Acting = { scope, brandId: policy.brandId, timeZone, actor: 'system:schedule' };
    if (
      !isDue(Schedule.parse(policy.schedule), { timeZone, since: policy.preparedAt ?? policy.updatedAt, now })
    )
      continue;
    const currency = Currency.parse(policy.currency);
    prepared += await inTransaction(deps.db, (tx) => prepareDue(tx, by, { currency, now }));
  }
  return prepared;
}

/** Looks again under lock: another worker may have done it. */
async function prepareDue(
  tx: Tx,
  by: Acting,
  { currency, now }: { currency: Currency; now: Date },
): Promise<number> {
  const { brandId, timeZone } = by;
  const [row] = await tx.$queryRaw<{ schedule: string; since: Date }[]>`
    SELECT schedule, coalesce(prepared_at, updated_at) AS since FROM payout_policies
    WHERE brand_id = ${brandId} AND currency = ${currency} FOR NO KEY UPDATE`;
  if (!row || !isDue(Schedule.parse(row.schedule), { timeZone, since: row.since, now })) return 0;
  await tx.payoutPolicy.update({
    where: { brandId_currency: { brandId, currency } },
    data: { preparedAt: now },
  });
  const { minimum } = await policyOf(tx, brandId, currency);
  const found = await payableCommissions(tx, { brandId, currency });
  const parties = [...new Set(found.map((commission) => commission.party))];
  const lots = await lockPayable(tx, by, { currency, parties });
  const all = await proposalsOf(tx, by, { lots, currency, now });
  const proposals = all.filter(({ net, account }) => account !== null && !isBelow(net, minimum));
  let batches = 0;
  for (let start = 0; start < proposals.length; start += BATCH) {
    await propose(tx, by, { proposals: proposals.slice(start, start + BATCH), currency, now });
    batches += 1;
  }
  return batches;
}
