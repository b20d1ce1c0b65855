import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { acting, payeeNames } from './party.ts';
import { payableCommissions } from './payable-commissions.ts';
import { defaultPolicy, savedPolicies } from './policy.ts';
import { quote } from './quote.ts';
import type { Payable } from './schema.ts';

/** Who could be paid what now, per party and currency, by name. Minor units. */
export async function listPayable({ db, clock }: Deps, scope: BrandScope): Promise<Payable[]> {
  const { brandId, timeZone } = acting(scope);
  const commissions = await payableCommissions(db, { brandId });
  const groups = [...Map.groupBy(commissions, (row) => `${row.party}|${row.currency}`).values()];
  const lots = groups.flatMap((rows) => {
    const [first] = rows;
    const payable = rows.reduce((sum, row) => sum + row.amount, 0);
    return first ? [{ party: first.party, currency: first.currency, payable, commissions: rows.length }] : [];
  });
  const quotes = await quote(db, { brandId, timeZone, now: clock.now() }, lots);
  const policies = await savedPolicies(db, brandId);
  const names = await payeeNames(
    db,
    lots.map((lot) => lot.party),
  );
  const rows = quotes.flatMap((one, at): Payable[] => {
    const payee = names.get(one.party);
    const { party: _, account, ...amounts } = one;
    const { minimum } = policies.get(one.currency) ?? defaultPolicy(one.currency);
    if (!payee) return [];
    return [
      {
        payee,
        ...amounts,
        commissions: lots[at]?.commissions ?? 0,
        belowMinimum: isBelow(one.net, minimum),
        hasAccount: account !== null,
      },
    ];
  });
  return rows.sort((a, b) => a.payee.name.localeCompare(b.payee.name));
}

/** Nobody is paid less than the minimum, and nobody is paid nothing. */
export function isBelow(net: number, minimum: number): boolean {
  return net < Math.max(1, minimum);
}
