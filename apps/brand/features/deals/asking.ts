import type { DealDeliverable, Sample, Submission } from '@kolony/deals/schema';

/** What a reason is asked for. */
const REASONS = ['decline', 'withdraw', 'pause', 'end', 'terminate', 'waive'] as const;
export type ReasonFor = (typeof REASONS)[number];

/** Which dialog of the deal room is open. */
export type Asking =
  | { kind: 'accept' | 'counter' | 'invite' | 'resume' | 'amend' | 'promise' }
  | { kind: 'reason'; to: ReasonFor }
  | { kind: 'review'; deliverable: DealDeliverable; submission: Submission }
  | { kind: 'ship'; sample: Sample };
export type Ask = (asking: Asking) => void;

/** The review dialog for what was handed in last. */
export function reviewOf(deliverable: DealDeliverable): Asking | null {
  const submission = deliverable.submissions.at(-1);
  return submission ? { kind: 'review', deliverable, submission } : null;
}
