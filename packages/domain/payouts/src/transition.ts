import type { Tx } from '@kolony/db';
import { Currency, KolonyError, minor } from '@kolony/kernel';
import { PayoutState, Provider } from './schema.ts';

/**
 * What may follow what. A payout that was handed to a provider leaves `submitted` and `in_doubt` only by the provider's
 * word; what failed, came back or was dropped is over, and its commissions are payable again.
 */
const NEXT: Record<PayoutState, readonly PayoutState[]> = {
  proposed: ['approved', 'cancelled'],
  approved: ['submitted', 'paid', 'failed'],
  submitted: ['in_doubt', 'paid', 'failed'],
  in_doubt: ['submitted', 'paid', 'failed'],
  paid: ['returned'],
  failed: [],
  returned: [],
  cancelled: [],
};

export function mayFollow(from: PayoutState, to: PayoutState): boolean {
  return NEXT[from].includes(to);
}

export function illegal(from: string, to: string): KolonyError {
  return new KolonyError('payouts/illegal_transition', 'conflict', { from, to });
}

export interface LockedPayout {
  id: string;
  brandId: string;
  party: string;
  currency: Currency;
  provider: Provider;
  state: PayoutState;
  withheld: number;
  reference: string | null;
  reason: string | null;
}

/** Locks one payout; `payouts/payout_not_found` when it is not this brand's (any brand's, without one). */
export async function lockPayout(
  tx: Tx,
  { id, brandId }: { id: string; brandId?: string | undefined },
): Promise<LockedPayout> {
  await tx.$queryRaw`
    SELECT 1 FROM payouts WHERE id = ${id} AND (${brandId ?? null}::text IS NULL OR brand_id = ${brandId ?? null})
    FOR NO KEY UPDATE`;
  const row = await tx.payout.findFirst({
    where: { id, ...(brandId === undefined ? {} : { brandId }) },
    include: { batch: { select: { provider: true } } },
  });
  if (!row) throw new KolonyError('payouts/payout_not_found', 'not_found', { id });
  return {
    id,
    brandId: row.brandId,
    party: row.party,
    currency: Currency.parse(row.currency),
    provider: Provider.parse(row.batch.provider),
    state: PayoutState.parse(row.state),
    withheld: minor(row.withheld),
    reference: row.reference,
    reason: row.reason,
  };
}

/** Finance reports on what it paid itself; a provider reports on what it was given. `payouts/provider_reports`. */
export function assertByHand({ provider }: Pick<LockedPayout, 'provider'>): void {
  if (provider !== 'manual') throw new KolonyError('payouts/provider_reports', 'conflict', { provider });
}
