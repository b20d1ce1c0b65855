import type { Currency } from '@kolony/kernel';
import type { AccountRef } from './schema.ts';

/** Whose books: every account, transaction and entry belongs to one brand. A BrandScope is one. */
export interface Tenant {
  readonly brandId: string;
}

/**
 * Only the outside world and what a KOL owes may be below zero: everything else is money that exists.
 * The database holds the same rule as a CHECK on the account row.
 */
export function mayGoBelowZero(path: string): boolean {
  return path.startsWith('world:') || path.endsWith(':clawback');
}

/** The last word of a path: what the money is there for. */
export function kindOf(path: string): string {
  return path.slice(path.lastIndexOf(':') + 1);
}

/** One account's identity inside a tenant, as a map key. */
export function keyOf(account: AccountRef): string {
  return `${account.path}|${account.currency}`;
}

export interface AccountRow {
  id: string;
  path: string;
  currency: Currency;
  balance: number;
  mayGoBelow: boolean;
}
