import type { Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { writeComment } from './add-comment.ts';
import { nextWorkState } from './state.ts';
import { addEvent } from './store.ts';
import { lockProof } from './submission.ts';

/**
 * The brand does not accept a proof, and says why; the KOL hands in another. `deals/submission_not_found`,
 * `deals/illegal_transition`, `deals/deal_not_active`
 */
export async function rejectProof(
  tx: Tx,
  scope: BrandScope,
  { submissionId, note, at }: { submissionId: string; note: string; at: Date },
): Promise<{ dealId: string }> {
  const { dealId, deliverableId, title, state } = await lockProof(
    tx,
    { brandId: scope.brandId },
    submissionId,
  );
  await tx.submission.update({
    where: { id: submissionId },
    data: { state: 'rejected', reviewedAt: at, reviewedBy: scope.actor },
  });
  await tx.dealDeliverable.update({
    where: { id: deliverableId },
    data: { state: nextWorkState(state, 'reject_proof') },
  });
  await writeComment(tx, { submissionId, by: 'brand', body: note, at });
  await addEvent(tx, { dealId, kind: 'proof_rejected', by: 'brand', at, facts: { title, reason: note } });
  await audit(tx, scope, {
    action: 'deal.proof_rejected',
    subject: dealId,
    facts: { submission: submissionId },
  });
  return { dealId };
}
