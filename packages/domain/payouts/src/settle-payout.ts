import { commissionEvent, kolAccount } from '@kolony/commissions';
import { type Deps, enqueue, inTransaction, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency, KolonyError, present } from '@kolony/kernel';
import { post, whereabouts } from '@kolony/ledger';
import { ordersOf } from './orders.ts';
import { readPayout } from './read-payouts.ts';
import type { Payout, SettlePayout } from './schema.ts';

/**
 * Records that the bank paid: in payout → the outside world. Paying the same payout again with the same reference
 * changes nothing; `payouts/already_paid` with another one, `payouts/payout_not_found`.
 */
export async function settlePayout(deps: Deps, scope: BrandScope, input: SettlePayout): Promise<Payout> {
  await inTransaction(deps.db, (tx) => settle(tx, scope, { input, now: deps.clock.now() }));
  return readPayout(deps, scope, { id: input.payoutId });
}

async function settle(
  tx: Tx,
  scope: BrandScope,
  { input, now }: { input: SettlePayout; now: Date },
): Promise<void> {
  const { payoutId: id, reference } = input;
  await tx.$queryRaw`SELECT id FROM payouts WHERE id = ${id} AND brand_id = ${scope.brandId} FOR NO KEY UPDATE`;
  const payout = await tx.payout.findFirst({
    where: { id, brandId: scope.brandId },
    include: { items: true },
  });
  if (!payout) throw new KolonyError('payouts/payout_not_found', 'not_found', { id });
  if (payout.paidAt) {
    if (payout.reference === reference) return;
    throw new KolonyError('payouts/already_paid', 'conflict', { reference: payout.reference ?? '' });
  }
  const currency = Currency.parse(payout.currency);
  const commissionIds = payout.items.map((item) => item.commissionId);
  const places = await whereabouts(tx, commissionIds);
  const paid = commissionIds
    .map((commissionId) => ({ commissionId, amount: places.get(commissionId)?.get('in_payout') ?? 0 }))
    .filter(({ amount }) => amount > 0);
  await post(tx, scope, {
    at: now,
    transactions: [
      {
        kind: 'settle',
        idempotencyKey: `settle:${id}`,
        occurredAt: now,
        entries: paid.flatMap(({ commissionId, amount }) => [
          {
            account: kolAccount(payout.kolId, 'in_payout', currency),
            amount: -amount,
            subject: commissionId,
          },
          { account: { path: 'world:manual', currency }, amount, subject: commissionId },
        ]),
      },
    ],
  });
  await tx.payout.update({ where: { id }, data: { paidAt: now, reference } });
  await audit(tx, scope, { action: 'payout.paid', subject: id, facts: { reference } });
  const orders = await ordersOf(tx, scope, commissionIds);
  await enqueue(
    tx,
    paid.map(({ commissionId, amount }) =>
      commissionEvent(present(orders.get(commissionId), 'order'), 'paid', {
        key: `${id}:${commissionId}`,
        amount,
        at: now,
      }),
    ),
  );
}
