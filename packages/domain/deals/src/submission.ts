import type { Tx } from '@kolony/db';
import { KolonyError } from '@kolony/kernel';
import { DealDeliverableState } from './schema.ts';
import { assertUnderWay } from './state.ts';
import { lockDeal, type Own } from './store.ts';

export interface LockedWork {
  dealId: string;
  brandId: string;
  deliverableId: string;
  title: string;
  state: DealDeliverableState;
  milestoneKey: string | null;
}

export interface LockedSubmission extends LockedWork {
  submissionId: string;
  kind: 'draft' | 'proof';
  disclosure: string | null;
}

/** A deliverable of a deal under way; the deal's row is locked. `deals/deliverable_not_found`, `deals/deal_not_active` */
export async function lockWork(tx: Tx, own: Own, deliverableId: string): Promise<LockedWork> {
  const where = { AND: [{ id: deliverableId }, { deal: own }] };
  const found = await tx.dealDeliverable.findFirst({ where, select: { dealId: true } });
  if (!found) throw new KolonyError('deals/deliverable_not_found', 'not_found', { id: deliverableId });
  assertUnderWay((await lockDeal(tx, own, found.dealId)).state);
  // Read once more: what was read before the lock may have moved on.
  const { dealId, brandId, title, state, milestoneKey } = await tx.dealDeliverable.findUniqueOrThrow({
    where: { id: deliverableId },
  });
  return { dealId, brandId, deliverableId, title, state: DealDeliverableState.parse(state), milestoneKey };
}

/** A submission that waits for its review, likewise. `deals/submission_not_found`, `deals/illegal_transition` */
export async function lockSubmission(tx: Tx, own: Own, submissionId: string): Promise<LockedSubmission> {
  const { deliverableId } = await findSubmission(tx, own, submissionId);
  const work = await lockWork(tx, own, deliverableId);
  const { kind, state, disclosure } = await tx.submission.findUniqueOrThrow({ where: { id: submissionId } });
  if (state !== 'submitted')
    throw new KolonyError('deals/illegal_transition', 'conflict', { from: state, to: 'reviewed' });
  return { ...work, submissionId, kind: kind === 'proof' ? 'proof' : 'draft', disclosure };
}

/** The same for the proof of a posting; a draft is no such submission. */
export async function lockProof(tx: Tx, own: Own, submissionId: string): Promise<LockedSubmission> {
  const submission = await lockSubmission(tx, own, submissionId);
  if (submission.kind !== 'proof') throw notFound(submissionId);
  return submission;
}

/** `deals/submission_not_found`, also for somebody else's. */
export async function findSubmission(tx: Tx, own: Own, id: string) {
  const found = await tx.submission.findFirst({
    where: { AND: [{ id }, { deliverable: { deal: own } }] },
    select: { deliverableId: true, dealId: true, kind: true },
  });
  if (!found) throw notFound(id);
  return found;
}

function notFound(id: string): KolonyError {
  return new KolonyError('deals/submission_not_found', 'not_found', { id });
}
