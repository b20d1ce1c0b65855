import { partyAccount } from '@kolony/commissions';
import { allocate, type Currency } from '@kolony/kernel';
import type { AccountRef, EntryInput } from '@kolony/ledger/schema';
import type { Debt } from './debts.ts';
import type { TaxRuleSetId } from './schema.ts';

/** Money about one commission. */
export interface About {
  commissionId: string;
  amount: number;
}

/** Tax that was kept back, owed to the authority. */
export const withheldAccount = (ruleSet: TaxRuleSetId, currency: Currency): AccountRef => ({
  path: `authority:${ruleSet}:withheld`,
  currency,
});

interface Split {
  party: string;
  currency: Currency;
  items: readonly About[];
  debts: readonly Debt[];
  recovered: number;
}

/** payable → in payout per commission; the recovered part, oldest commission first, repays the oldest debts. */
export function payoutEntries({ party, currency, items, debts, recovered }: Split): EntryInput[] {
  const account = (place: 'payable' | 'in_payout' | 'clawback') => partyAccount(party, place, currency);
  let keep = recovered;
  const entries: EntryInput[] = [];
  for (const { commissionId, amount } of items) {
    const kept = Math.min(keep, amount);
    keep -= kept;
    entries.push({ account: account('payable'), amount: -amount, subject: commissionId });
    if (amount > kept)
      entries.push({ account: account('in_payout'), amount: amount - kept, subject: commissionId });
  }
  let left = recovered;
  for (const debt of debts) {
    const repaid = Math.min(left, debt.amount);
    if (repaid === 0) break;
    left -= repaid;
    entries.push({
      account: account('clawback'),
      amount: repaid,
      ...(debt.commissionId ? { subject: debt.commissionId } : {}),
    });
  }
  return entries;
}

interface Withheld {
  party: string;
  currency: Currency;
  /** The payout's own entries: what each commission has in payout. */
  entries: readonly EntryInput[];
  withheld: number;
  ruleSet: TaxRuleSetId;
}

/** in payout → the authority, spread over the commissions so that each entry says what it was kept from. */
export function withholdEntries(of: Withheld): EntryInput[] {
  const { party, currency, withheld, ruleSet } = of;
  if (withheld === 0) return [];
  const from = partyAccount(party, 'in_payout', currency);
  const parts = of.entries.flatMap(({ account, amount, subject }) =>
    account.path === from.path && subject !== undefined ? [{ commissionId: subject, amount }] : [],
  );
  const taxes = allocate(
    withheld,
    parts.map((part) => part.amount),
  );
  return move({
    from,
    to: withheldAccount(ruleSet, currency),
    about: parts.map(({ commissionId }, at) => ({ commissionId, amount: taxes[at] ?? 0 })),
  });
}

/** The money about each commission from one account to another. */
export function move({
  from,
  to,
  about,
}: {
  from: AccountRef;
  to: AccountRef;
  about: readonly About[];
}): EntryInput[] {
  return about
    .filter(({ amount }) => amount > 0)
    .flatMap(({ commissionId: subject, amount }) => [
      { account: from, amount: -amount, subject },
      { account: to, amount, subject },
    ]);
}
