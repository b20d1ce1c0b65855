import { Decision } from '@kolony/attribution/schema';
import type { Database, Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency, minor } from '@kolony/kernel';
import { whereabouts } from '@kolony/ledger';
import { toCommission } from './commission.ts';
import { type ConversionResult, ConversionStatus } from './schema.ts';
import { selectCommissions } from './select-commissions.ts';

export interface StoredResult {
  inputHash: string;
  result: Omit<ConversionResult, 'replayed'>;
}

/** What is recorded of the given orders of this brand, by order id. */
export async function readResults(
  db: Database | Tx,
  scope: BrandScope,
  orderIds: readonly string[],
): Promise<Map<string, StoredResult>> {
  if (orderIds.length === 0) return new Map();
  const conversions = await db.conversion.findMany({
    where: { brandId: scope.brandId, orderId: { in: [...orderIds] } },
  });
  const rows = await selectCommissions(db, {
    own: { brandId: scope.brandId },
    conversionIds: conversions.map((row) => row.id),
  });
  const places = await whereabouts(
    db,
    rows.map((row) => row.id),
  );
  return new Map(
    conversions.map((row) => [
      row.orderId,
      {
        inputHash: row.inputHash,
        result: {
          id: row.id,
          orderId: row.orderId,
          status: ConversionStatus.parse(row.status),
          amount: minor(row.amount),
          currency: Currency.parse(row.currency),
          discount: known(row.discount),
          shipping: known(row.shipping),
          tax: known(row.tax),
          storeId: row.storeId,
          decision: Decision.parse(row.decision),
          commissions: rows
            .filter((c) => c.conversion_id === row.id)
            .map((c) => toCommission(c, places.get(c.id))),
        },
      },
    ]),
  );
}

/** What the shop said of a part of the order; null where it said nothing. */
function known(amount: bigint | null): number | null {
  return amount === null ? null : minor(amount);
}
