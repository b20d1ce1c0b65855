import { type Deps, inTransaction, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope, SystemScope } from '@kolony/identity/schema';
import { giveBack } from './give-back.ts';
import { readPayout } from './read-payouts.ts';
import type { FailPayout, Payout } from './schema.ts';
import { assertByHand, illegal, type LockedPayout, lockPayout, mayFollow } from './transition.ts';

/**
 * Finance records that a payment came back: the money is payable again. The same reason again changes nothing.
 * `payouts/payout_not_found`, `payouts/illegal_transition`, `payouts/provider_reports`.
 */
export async function returnPayout(deps: Deps, scope: BrandScope, input: FailPayout): Promise<Payout> {
  const { payoutId: id, reason } = input;
  await inTransaction(deps.db, async (tx) => {
    const payout = await lockPayout(tx, { id, brandId: scope.brandId });
    assertByHand(payout);
    await comeBack(tx, scope, { payout, reason, now: deps.clock.now() });
  });
  return readPayout(deps, scope, { id });
}

/** The same for a payout that is locked, whoever reports it. */
export async function comeBack(
  tx: Tx,
  scope: BrandScope | SystemScope,
  { payout, reason, now }: { payout: LockedPayout; reason: string; now: Date },
): Promise<void> {
  const { id, brandId, currency, provider, state } = payout;
  if (state === 'returned' && payout.reason === reason) return;
  if (!mayFollow(state, 'returned')) throw illegal(state, 'returned');
  await giveBack(tx, { payout, from: { path: `world:${provider}`, currency }, kind: 'payout_return', now });
  await tx.payout.update({ where: { id }, data: { state: 'returned', endedAt: now, reason } });
  await audit(tx, scope, { brandId, action: 'payout.returned', subject: id, facts: { reason } });
}
