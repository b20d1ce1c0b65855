import type { PayeeScope } from './schema.ts';

/** Whose money it is, as the ledger's paths and the commissions write it: `kol:<id>`, `agency:<id>`. */
export function partyOf(scope: PayeeScope): string {
  return 'kolId' in scope ? `kol:${scope.kolId}` : `agency:${scope.agencyId}`;
}
