import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { readResults } from './read-results.ts';
import type { ConversionResult } from './schema.ts';

/** One order with its attribution and commissions; `commissions/order_not_found`. */
export async function readConversion(
  { db }: Deps,
  scope: BrandScope,
  { orderId }: { orderId: string },
): Promise<ConversionResult> {
  const found = (await readResults(db, scope, [orderId])).get(orderId);
  if (!found) throw new KolonyError('commissions/order_not_found', 'not_found', { order_id: orderId });
  return { ...found.result, replayed: true };
}
