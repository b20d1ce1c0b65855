import { partyAccount } from '@kolony/commissions';
import type { Database, Tx } from '@kolony/db';
import type { Currency } from '@kolony/kernel';
import { balances } from '@kolony/ledger';
import { earlierPayouts } from './earlier-payouts.ts';
import { profilesOf } from './profile.ts';
import type { BankAccount, TaxLine } from './schema.ts';
import { ruleSetFor, withholding } from './tax-rules.ts';

/** How much of a payout may be kept for what the party owes, at most (product.md, "Refunds"): half. */
export function recoverable(payable: number, owed: number): number {
  return Math.min(owed, Math.floor(payable / 2));
}

/** What a party would get of an amount: less what it owes, less tax. */
export interface Quote {
  party: string;
  currency: Currency;
  payable: number;
  /** The party's whole debt, and the part of it that earlier open payouts do not recover already. */
  owed: number;
  recovered: number;
  tax: TaxLine;
  net: number;
  account: BankAccount | null;
}

interface Books {
  brandId: string;
  timeZone: string;
  now: Date;
}

export interface Lot {
  party: string;
  currency: Currency;
  payable: number;
  /** Its place among the proposed payouts, when it is one. */
  before?: bigint | undefined;
}

/** The quote of each lot, in the order given. Debts, earlier payouts and profiles as they are now. */
export async function quote(db: Database | Tx, books: Books, lots: readonly Lot[]): Promise<Quote[]> {
  if (lots.length === 0) return [];
  const profiles = await profilesOf(
    db,
    lots.map((lot) => lot.party),
  );
  const debts = await balances(
    db,
    books,
    lots.map((lot) => partyAccount(lot.party, 'clawback', lot.currency)),
  );
  const asked = lots.map(({ party, currency, before }) => {
    const ruleSet = ruleSetFor(profiles.get(party).taxRuleSet, currency);
    return { party, currency, before, ruleSet };
  });
  const earlier = await earlierPayouts(db, books, asked);
  return lots.map(({ party, currency, payable }, at) => {
    const { recovering = 0, gross: periodGross = 0, withheld: periodWithheld = 0 } = earlier[at] ?? {};
    const owed = Math.max(0, -(debts[at] ?? 0));
    const recovered = recoverable(payable, Math.max(0, owed - recovering));
    const gross = payable - recovered;
    const tax = withholding(asked[at]?.ruleSet ?? 'none', { periodGross, periodWithheld, gross });
    const { account } = profiles.get(party);
    return { party, currency, payable, owed, recovered, tax, net: gross - tax.withheld, account };
  });
}
