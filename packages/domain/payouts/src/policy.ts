import type { Database, Tx } from '@kolony/db';
import { Currency, exponentOf, minor } from '@kolony/kernel';
import { BankAccount, type PayoutPolicy, Provider, Schedule } from './schema.ts';

/**
 * Above it a batch needs a second person, until the brand says otherwise: 50,000.00 of a currency with two decimals,
 * 5,000,000 of one without, 15,000.000 of one with three: each some thousand to some ten thousand US dollars.
 */
const FOUR_EYES_ABOVE: Record<number, number> = { 0: 5_000_000, 2: 5_000_000, 3: 15_000_000 };

export function defaultPolicy(currency: Currency): PayoutPolicy {
  return {
    currency,
    minimum: 0,
    schedule: 'manual',
    fourEyesAbove: FOUR_EYES_ABOVE[exponentOf(currency)] ?? 0,
    provider: 'manual',
    payFrom: null,
  };
}

/** The policies that the brand saved, by currency. */
export async function savedPolicies(
  db: Database | Tx,
  brandId: string,
): Promise<Map<Currency, PayoutPolicy>> {
  const rows = await db.payoutPolicy.findMany({ where: { brandId }, orderBy: { currency: 'asc' } });
  return new Map(
    rows.map((row) => {
      const currency = Currency.parse(row.currency);
      return [
        currency,
        {
          currency,
          minimum: minor(row.minimum),
          schedule: Schedule.parse(row.schedule),
          fourEyesAbove: minor(row.fourEyesAbove),
          provider: Provider.parse(row.provider),
          payFrom: BankAccount.nullable().parse(row.payFrom),
        },
      ];
    }),
  );
}

/** How the brand pays in this currency: as it saved, or the default. */
export async function policyOf(
  db: Database | Tx,
  brandId: string,
  currency: Currency,
): Promise<PayoutPolicy> {
  return (await savedPolicies(db, brandId)).get(currency) ?? defaultPolicy(currency);
}
