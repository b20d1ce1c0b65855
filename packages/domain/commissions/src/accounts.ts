import type { Currency } from '@kolony/kernel';
import type { AccountRef } from '@kolony/ledger/schema';

/** The account paths commissions move money between. */
export const escrow = (campaignId: string, currency: Currency): AccountRef => ({
  path: `campaign:${campaignId}:escrow`,
  currency,
});
export const funding = (brandId: string, currency: Currency): AccountRef => ({
  path: `brand:${brandId}:funding`,
  currency,
});

/** Where a KOL's money can be: held, released, on its way to the bank, or owed back after a refund. */
export type KolPlace = 'pending' | 'payable' | 'in_payout' | 'clawback';
export const KOL_PLACES: readonly KolPlace[] = ['pending', 'payable', 'in_payout', 'clawback'];
export const kolAccount = (kolId: string, place: KolPlace, currency: Currency): AccountRef => ({
  path: `kol:${kolId}:${place}`,
  currency,
});
