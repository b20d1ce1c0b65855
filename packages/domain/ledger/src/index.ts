export { type AccountRow, keyOf, type Tenant } from './account.ts';
export { auditLedger, type Drift, type LedgerAudit } from './audit.ts';
export { lockAccounts } from './lock-accounts.ts';
export { type Posted, type Posting, post } from './post.ts';
export {
  balances,
  balancesOfOwner,
  entriesAbout,
  type HeldStatement,
  heldFor,
  type LedgerStatement,
  statement,
  sumsAbout,
  whereabouts,
} from './read.ts';
