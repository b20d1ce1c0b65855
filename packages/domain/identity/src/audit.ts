import type { Tx } from '@kolony/db';
import type { AgencyScope, BrandScope, KolScope, SystemScope } from './schema.ts';

export interface AuditFact {
  /** noun.verbed: deal.accepted, payout.approved */
  action: string;
  subject: string;
  facts?: Record<string, string | number | boolean | null>;
  /** Whose workspace a background process acted in; a member's act is in their own. */
  brandId?: string;
}

/** Writes who did what, in the transaction that does it. Rows are append-only in the database. Never put a secret in. */
export async function audit(
  tx: Tx,
  scope: BrandScope | KolScope | AgencyScope | SystemScope,
  { action, subject, facts = {}, brandId }: AuditFact,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO audit_events (brand_id, kol_id, actor, action, subject, facts, at)
    VALUES (${'brandId' in scope ? scope.brandId : (brandId ?? null)}, ${'kolId' in scope ? scope.kolId : null}, ${scope.actor},
      ${action}, ${subject}, ${JSON.stringify(facts)}::jsonb, now())`;
}
