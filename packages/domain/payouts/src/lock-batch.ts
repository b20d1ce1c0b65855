import type { Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency, KolonyError, minor } from '@kolony/kernel';
import { PayoutBatch, Provider } from './schema.ts';

export interface LockedBatch {
  id: string;
  brandId: string;
  currency: Currency;
  provider: Provider;
  state: PayoutBatch['state'];
  total: number;
  createdBy: string;
  approvedBy: string | null;
}

/** Locks one batch of the brand, the first lock of everything that is done with its payouts; `payouts/batch_not_found`. */
export async function lockBatch(tx: Tx, { brandId }: BrandScope, id: string): Promise<LockedBatch> {
  await tx.$queryRaw`SELECT 1 FROM payout_batches WHERE id = ${id} AND brand_id = ${brandId} FOR NO KEY UPDATE`;
  const row = await tx.payoutBatch.findFirst({ where: { id, brandId } });
  if (!row) throw new KolonyError('payouts/batch_not_found', 'not_found', { id });
  return {
    id,
    brandId,
    currency: Currency.parse(row.currency),
    provider: Provider.parse(row.provider),
    state: PayoutBatch.shape.state.parse(row.state),
    total: minor(row.total),
    createdBy: row.createdBy,
    approvedBy: row.approvedBy,
  };
}
