import type { Tx } from '@kolony/db';
import type { BrandScope, KolScope } from './schema.ts';

export interface AuditFact {
  /** noun.verbed: deal.accepted, payout.approved */
  action: string;
  subject: string;
  facts?: Record<string, string | number | boolean | null>;
}

/** Writes who did what, in the transaction that does it. Rows are append-only in the database. Never put a secret in. */
export async function audit(
  tx: Tx,
  scope: BrandScope | KolScope,
  { action, subject, facts = {} }: AuditFact,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO audit_events (brand_id, kol_id, actor, action, subject, facts, at)
    VALUES (${'brandId' in scope ? scope.brandId : null}, ${'kolId' in scope ? scope.kolId : null}, ${scope.actor},
      ${action}, ${subject}, ${JSON.stringify(facts)}::jsonb, now())`;
}
