import type { Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { writeComment } from './add-comment.ts';
import { rejectProof } from './reject-proof.ts';
import type { ReviewSubmission } from './schema.ts';
import { nextWorkState } from './state.ts';
import { addEvent } from './store.ts';
import { lockSubmission } from './submission.ts';

/**
 * The brand's answer to a draft: approved, or a revision is asked for, and the note becomes a comment on it. A proof is
 * refused by `rejectProof`; approving one is `confirmPosting`, since it moves money: `deals/proof_is_confirmed` here.
 * `deals/submission_not_found`, `deals/illegal_transition`, `deals/deal_not_active`
 */
export async function reviewDraft(
  tx: Tx,
  scope: BrandScope,
  { review, at }: { review: ReviewSubmission; at: Date },
): Promise<{ dealId: string }> {
  const { submissionId, approve, note } = review;
  const submission = await lockSubmission(tx, { brandId: scope.brandId }, submissionId);
  const { dealId, deliverableId, title } = submission;
  if (submission.kind === 'proof') {
    if (approve) throw new KolonyError('deals/proof_is_confirmed', 'internal', { id: submissionId });
    return rejectProof(tx, scope, { submissionId, note, at });
  }
  const state = nextWorkState(submission.state, approve ? 'approve_draft' : 'ask_revision');
  await tx.submission.update({
    where: { id: submissionId },
    data: { state: approve ? 'approved' : 'rejected', reviewedAt: at, reviewedBy: scope.actor },
  });
  await tx.dealDeliverable.update({ where: { id: deliverableId }, data: { state } });
  if (note) await writeComment(tx, { submissionId, by: 'brand', body: note, at });
  const kind = approve ? 'draft_approved' : 'revision_asked';
  await addEvent(tx, { dealId, kind, by: 'brand', at, facts: { title, ...(note ? { reason: note } : {}) } });
  await audit(tx, scope, { action: `deal.${kind}`, subject: dealId, facts: { submission: submissionId } });
  return { dealId };
}
