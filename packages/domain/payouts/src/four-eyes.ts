import type { Database, Tx } from '@kolony/db';
import { after, type Currency, DAY, minor } from '@kolony/kernel';
import { policyOf } from './policy.ts';

interface Batch {
  id: string;
  brandId: string;
  currency: Currency;
  total: number;
  createdBy: string;
}

/**
 * What counts against its preparer's limit: the batch, and what else the same person prepared in this currency in the
 * last 24 hours and has open or approved alone, so that an amount cannot be split under the limit.
 */
export async function fourEyes(
  db: Database | Tx,
  { id, brandId, currency, total, createdBy }: Batch,
  now: Date,
): Promise<{ limit: number; counted: number; above: boolean }> {
  const { fourEyesAbove: limit } = await policyOf(db, brandId, currency);
  const since = after(now, -DAY);
  const [others] = await db.$queryRaw<{ sum: bigint | null }[]>`
    SELECT sum(total)::bigint AS sum FROM payout_batches
    WHERE brand_id = ${brandId} AND currency = ${currency} AND created_by = ${createdBy} AND id <> ${id}
      AND (state = 'proposed' AND created_at > ${since}
        OR state = 'approved' AND approved_by = created_by AND (created_at > ${since} OR approved_at > ${since}))`;
  const counted = total + minor(others?.sum ?? 0n);
  return { limit, counted, above: counted > limit };
}
