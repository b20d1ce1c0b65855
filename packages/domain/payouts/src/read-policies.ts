import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency } from '@kolony/kernel';
import { defaultPolicy, savedPolicies } from './policy.ts';
import type { PayoutPolicy } from './schema.ts';

/** One policy per currency that the brand has money or campaigns in: what it saved, else the default. */
export async function readPolicies({ db }: Deps, scope: BrandScope): Promise<PayoutPolicy[]> {
  const saved = await savedPolicies(db, scope.brandId);
  const rows = await db.$queryRaw<{ currency: string }[]>`
    SELECT currency FROM ledger_accounts WHERE brand_id = ${scope.brandId}
    UNION SELECT currency FROM campaigns WHERE brand_id = ${scope.brandId}`;
  const used = rows.map(({ currency }) => Currency.parse(currency));
  return [...new Set([...saved.keys(), ...used])]
    .sort()
    .map((currency) => saved.get(currency) ?? defaultPolicy(currency));
}
