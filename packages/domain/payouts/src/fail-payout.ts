import { partyAccount } from '@kolony/commissions';
import { type Deps, inTransaction, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope, SystemScope } from '@kolony/identity/schema';
import { giveBack } from './give-back.ts';
import { readPayout } from './read-payouts.ts';
import type { FailPayout, Payout } from './schema.ts';
import { assertByHand, illegal, type LockedPayout, lockPayout, mayFollow } from './transition.ts';

/**
 * Finance records that the bank refused: the money is payable again and goes into a later payout. The same reason again
 * changes nothing. `payouts/payout_not_found`, `payouts/illegal_transition`, `payouts/provider_reports`.
 */
export async function failPayout(deps: Deps, scope: BrandScope, input: FailPayout): Promise<Payout> {
  const { payoutId: id, reason } = input;
  await inTransaction(deps.db, async (tx) => {
    const payout = await lockPayout(tx, { id, brandId: scope.brandId });
    assertByHand(payout);
    await fail(tx, scope, { payout, reason, now: deps.clock.now() });
  });
  return readPayout(deps, scope, { id });
}

/** The same for a payout that is locked, whoever reports it. */
export async function fail(
  tx: Tx,
  scope: BrandScope | SystemScope,
  { payout, reason, now }: { payout: LockedPayout; reason: string; now: Date },
): Promise<void> {
  const { id, brandId, party, currency, state } = payout;
  if (state === 'failed' && payout.reason === reason) return;
  if (!mayFollow(state, 'failed')) throw illegal(state, 'failed');
  await giveBack(tx, { payout, from: partyAccount(party, 'in_payout', currency), kind: 'fail', now });
  await tx.payout.update({ where: { id }, data: { state: 'failed', endedAt: now, reason } });
  await audit(tx, scope, { brandId, action: 'payout.failed', subject: id, facts: { reason } });
}
