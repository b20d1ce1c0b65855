import type { Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { releaseMilestones } from './release-milestones.ts';
import { nextWorkState } from './state.ts';
import { addEvent } from './store.ts';
import { lockProof } from './submission.ts';

/**
 * The brand confirms a posting by its proof. The part of the fixed fee that waited for it is marked released and named;
 * the caller pays it in the same transaction. `deals/disclosure_missing` when the proof's text has no label,
 * `deals/submission_not_found`, `deals/illegal_transition`, `deals/deal_not_active`
 */
export async function confirmPosting(
  tx: Tx,
  scope: BrandScope,
  { submissionId, at }: { submissionId: string; at: Date },
): Promise<{ dealId: string; milestoneKey: string | null }> {
  const proof = await lockProof(tx, { brandId: scope.brandId }, submissionId);
  const { dealId, deliverableId, title, milestoneKey } = proof;
  const state = nextWorkState(proof.state, 'confirm');
  if (proof.disclosure === null) throw new KolonyError('deals/disclosure_missing', 'conflict', { title });
  await tx.submission.update({
    where: { id: submissionId },
    data: { state: 'approved', reviewedAt: at, reviewedBy: scope.actor },
  });
  await tx.dealDeliverable.update({ where: { id: deliverableId }, data: { state, confirmedAt: at } });
  const facts = { title, disclosure: proof.disclosure };
  await addEvent(tx, { dealId, kind: 'posting_confirmed', by: 'brand', at, facts });
  await audit(tx, scope, {
    action: 'deal.posting_confirmed',
    subject: dealId,
    facts: { submission: submissionId },
  });
  const [released] = await releaseMilestones(tx, {
    dealId,
    keys: milestoneKey === null ? [] : [milestoneKey],
    at,
  });
  return { dealId, milestoneKey: released?.key ?? null };
}
