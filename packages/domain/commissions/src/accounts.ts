import type { Currency } from '@kolony/kernel';
import type { AccountRef } from '@kolony/ledger/schema';

/** The account paths commissions move money between. */
export const escrow = (campaignId: string, currency: Currency): AccountRef => ({
  path: `campaign:${campaignId}:escrow`,
  currency,
});
/** Kept back for fixed fees that are not due yet, and for rewards that pending orders may bring. */
export const reserve = (campaignId: string, currency: Currency): AccountRef => ({
  path: `campaign:${campaignId}:reserved`,
  currency,
});
export const funding = (brandId: string, currency: Currency): AccountRef => ({
  path: `brand:${brandId}:funding`,
  currency,
});

/** Where a party's money can be: held, released, on its way to the bank, or owed back after a refund. */
export type Place = 'pending' | 'payable' | 'in_payout' | 'clawback';
export const PLACES: readonly Place[] = ['pending', 'payable', 'in_payout', 'clawback'];

/** `party`: kol:<id> or agency:<id>. */
export const partyAccount = (party: string, place: Place, currency: Currency): AccountRef => ({
  path: `${party}:${place}`,
  currency,
});
