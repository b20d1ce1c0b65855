import type { Currency } from '@kolony/kernel';
import type { AccountRef } from '@kolony/ledger/schema';

/** What a campaign's deals may still cost. */
export const escrow = (campaignId: string, currency: Currency): AccountRef => ({
  path: `campaign:${campaignId}:escrow`,
  currency,
});
/** What accepted deals will cost for certain: fixed fees that are not due yet. */
export const reserved = (campaignId: string, currency: Currency): AccountRef => ({
  path: `campaign:${campaignId}:reserved`,
  currency,
});
export const funding = (brandId: string, currency: Currency): AccountRef => ({
  path: `brand:${brandId}:funding`,
  currency,
});
