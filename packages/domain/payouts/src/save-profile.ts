import { type Deps, inTransaction, Prisma } from '@kolony/db';
import { audit, partyOf } from '@kolony/identity';
import type { PayeeScope } from '@kolony/identity/schema';
import { assertIban } from './iban.ts';
import { profilesOf } from './profile.ts';
import { readProfile } from './read-profile.ts';
import type { BankAccount, PayoutProfile, SavePayoutProfile } from './schema.ts';

/**
 * Saves where the party wants its money and the tax rule set it falls under. Payouts that are approved keep the account
 * they were approved with. Of a tax number the last four characters are kept; an empty one keeps those that are there.
 * A changed account is its own line in the audit log. `payouts/bad_iban`.
 */
export async function saveProfile(
  deps: Deps,
  scope: PayeeScope,
  { account, taxRuleSet, legalName, taxId }: SavePayoutProfile,
): Promise<PayoutProfile> {
  if (account) assertIban(account, 'account.number');
  const now = deps.clock.now();
  const party = partyOf(scope);
  await inTransaction(deps.db, async (tx) => {
    await tx.payoutProfile.upsert({ where: { party }, create: { party, updatedAt: now }, update: {} });
    await tx.$queryRaw`SELECT 1 FROM payout_profiles WHERE party = ${party} FOR NO KEY UPDATE`;
    const before = (await profilesOf(tx, [party])).get(party);
    const taxIdLast4 = taxId === '' ? before.taxIdLast4 : lastFour(taxId);
    await tx.payoutProfile.update({
      where: { party },
      data: { account: account ?? Prisma.DbNull, taxRuleSet, legalName, taxIdLast4, updatedAt: now },
    });
    await audit(tx, scope, {
      action: 'payout_profile.saved',
      subject: party,
      facts: { tax_rule_set: taxRuleSet, tax_rule_set_before: before.taxRuleSet },
    });
    if (!sameAccount(before.account, account))
      await audit(tx, scope, {
        action: 'payout_account.changed',
        subject: party,
        facts: { last4: last4Of(account), last4_before: last4Of(before.account) },
      });
  });
  return readProfile(deps, scope);
}

const lastFour = (taxId: string) => taxId.replace(/[^\p{L}\p{N}]/gu, '').slice(-4);
const last4Of = (account: BankAccount | null) => account?.number.slice(-4) ?? null;

function sameAccount(a: BankAccount | null, b: BankAccount | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.holder === b.holder &&
    a.number === b.number &&
    a.bic === b.bic &&
    a.bankName === b.bankName &&
    a.country === b.country
  );
}
