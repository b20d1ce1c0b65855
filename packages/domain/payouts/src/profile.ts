import type { Database, Tx } from '@kolony/db';
import { BankAccount, type PayoutProfile, TaxRuleSetId } from './schema.ts';

const NOBODY: PayoutProfile = {
  account: null,
  taxRuleSet: 'none',
  legalName: '',
  taxIdLast4: '',
  updatedAt: null,
};

/** Where these parties want their money; every party has one, empty until it is saved. */
export async function profilesOf(
  db: Database | Tx,
  parties: readonly string[],
): Promise<{ get(party: string): PayoutProfile }> {
  const rows = await db.payoutProfile.findMany({ where: { party: { in: [...new Set(parties)] } } });
  const profiles = new Map(
    rows.map((row): [string, PayoutProfile] => [
      row.party,
      {
        account: BankAccount.nullable().parse(row.account),
        taxRuleSet: TaxRuleSetId.parse(row.taxRuleSet),
        legalName: row.legalName,
        taxIdLast4: row.taxIdLast4,
        updatedAt: row.updatedAt,
      },
    ]),
  );
  return { get: (party) => profiles.get(party) ?? NOBODY };
}
