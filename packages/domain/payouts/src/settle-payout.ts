import { partyAccount } from '@kolony/commissions';
import { type Deps, enqueue, inTransaction, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope, SystemScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { post } from '@kolony/ledger';
import { announce } from '@kolony/webhooks';
import { move } from './entries.ts';
import { eventsFor } from './events.ts';
import { postedFor } from './posted.ts';
import { readPayout } from './read-payouts.ts';
import type { Payout, SettlePayout } from './schema.ts';
import { assertByHand, illegal, type LockedPayout, lockPayout, mayFollow } from './transition.ts';

/**
 * Finance records that the bank paid: in payout → the outside world. The same reference again changes nothing;
 * `payouts/already_paid` {reference} with another one, `payouts/payout_not_found`, `payouts/illegal_transition`,
 * `payouts/provider_reports` when a provider pays it.
 */
export async function settlePayout(deps: Deps, scope: BrandScope, input: SettlePayout): Promise<Payout> {
  const { payoutId: id, reference } = input;
  await inTransaction(deps.db, async (tx) => {
    const payout = await lockPayout(tx, { id, brandId: scope.brandId });
    assertByHand(payout);
    await settle(tx, scope, { payout, reference, now: deps.clock.now() });
  });
  return readPayout(deps, scope, { id });
}

/** The same for a payout that is locked, whoever reports it. */
export async function settle(
  tx: Tx,
  scope: BrandScope | SystemScope,
  { payout, reference, now }: { payout: LockedPayout; reference: string; now: Date },
): Promise<void> {
  const { id, brandId, party, currency, provider, state } = payout;
  if (state === 'paid') {
    if (payout.reference === reference) return;
    throw new KolonyError('payouts/already_paid', 'conflict', { reference: payout.reference ?? '' });
  }
  if (!mayFollow(state, 'paid')) throw illegal(state, 'paid');
  const { inPayout } = await postedFor(tx, { brandId, id });
  const from = partyAccount(party, 'in_payout', currency);
  const entries = move({ from, to: { path: `world:${provider}`, currency }, about: inPayout });
  await post(
    tx,
    { brandId },
    {
      at: now,
      transactions: [{ kind: 'settle', idempotencyKey: `settle:${id}`, occurredAt: now, entries }],
    },
  );
  await tx.payout.update({ where: { id }, data: { state: 'paid', paidAt: now, reference } });
  await audit(tx, scope, { brandId, action: 'payout.paid', subject: id, facts: { reference } });
  await enqueue(
    tx,
    await eventsFor(
      tx,
      { brandId },
      { event: 'paid', moved: inPayout.map((about) => ({ payoutId: id, ...about })), now },
    ),
  );
  const amount = inPayout.reduce((sum, about) => sum + about.amount, 0);
  const data = { id, party, amount, currency, reference };
  await announce(tx, [{ brandId, type: 'payout.paid', at: now, data }]);
}
