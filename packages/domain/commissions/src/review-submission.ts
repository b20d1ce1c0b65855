import { type Deps, inTransaction } from '@kolony/db';
import { confirmPosting, getDeal, isProof, reviewDraft } from '@kolony/deals';
import type { Deal, ReviewSubmission } from '@kolony/deals/schema';
import type { BrandScope } from '@kolony/identity/schema';
import { payMilestones } from './pay-milestones.ts';

/**
 * The brand reviews what a KOL handed in. Approving the proof of a posting confirms it and pays the part of the fixed
 * fee that waited for it, in one transaction; without the disclosure label it is refused: `deals/disclosure_missing`.
 * `deals/submission_not_found`, `deals/illegal_transition`.
 */
export async function reviewSubmission(
  deps: Deps,
  scope: BrandScope,
  review: ReviewSubmission,
): Promise<Deal> {
  const now = deps.clock.now();
  const dealId = await inTransaction(deps.db, async (tx) => {
    const proof = await isProof(tx, scope, review.submissionId);
    if (!proof || !review.approve) return (await reviewDraft(tx, scope, { review, at: now })).dealId;
    const confirmed = await confirmPosting(tx, scope, { submissionId: review.submissionId, at: now });
    const keys = confirmed.milestoneKey === null ? [] : [confirmed.milestoneKey];
    await payMilestones(tx, { dealId: confirmed.dealId, keys, now });
    return confirmed.dealId;
  });
  return getDeal(deps, scope, { id: dealId });
}
