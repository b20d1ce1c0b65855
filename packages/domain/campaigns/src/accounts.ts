import type { Currency } from '@kolony/kernel';
import type { AccountRef } from '@kolony/ledger/schema';

/** Money a bank transfer brought in, seen from inside. */
export const world = (currency: Currency): AccountRef => ({ path: 'world:manual', currency });
export const funding = (brandId: string, currency: Currency): AccountRef => ({
  path: `brand:${brandId}:funding`,
  currency,
});
export const escrow = (campaignId: string, currency: Currency): AccountRef => ({
  path: `campaign:${campaignId}:escrow`,
  currency,
});
