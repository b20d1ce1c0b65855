import type { Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import type { Deal } from './schema.ts';
import { type Signature, signDeal } from './sign-deal.ts';

/** The brand accepts an application or a KOL's counter-offer; refused for the same as `acceptDeal`. */
export async function acceptCounter(tx: Tx, signature: Signature<BrandScope>): Promise<Deal> {
  return signDeal(tx, signature);
}
