import { type Deps, inTransaction, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { newId } from '@kolony/kernel';
import type { Deal, NewComment } from './schema.ts';
import { sideOf } from './side.ts';
import { findDeal } from './store.ts';
import { findSubmission } from './submission.ts';

/** Either side says something about a submission, also after the deal is over. `deals/submission_not_found` */
export async function addComment(
  deps: Deps,
  scope: BrandScope | KolScope,
  { submissionId, body }: NewComment,
): Promise<Deal> {
  const { by, own } = sideOf(scope);
  const now = deps.clock.now();
  const dealId = await inTransaction(deps.db, async (tx) => {
    const submission = await findSubmission(tx, own, submissionId);
    await writeComment(tx, { submissionId, by, body, at: now });
    await audit(tx, scope, {
      action: 'deal.commented',
      subject: submission.dealId,
      facts: { submission: submissionId },
    });
    return submission.dealId;
  });
  return findDeal(deps.db, own, { id: dealId, now });
}

/** Comments are never edited. */
export async function writeComment(
  tx: Tx,
  comment: { submissionId: string; by: 'brand' | 'kol'; body: string; at: Date },
): Promise<void> {
  await tx.submissionComment.create({ data: { id: newId('cmt', comment.at.getTime()), ...comment } });
}
