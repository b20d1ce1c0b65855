import type { Guarantee } from '@kolony/commissions/schema';
import type { Deal, DealDeliverable, DealState, Sample, Submission } from '@kolony/deals/schema';
import type { Tone } from '@kolony/ui';
import type { VersionState } from './version-state.ts';

export const DEAL_TONE: Record<DealState, Tone> = {
  applied: 'warning',
  invited: 'warning',
  countered: 'warning',
  active: 'success',
  paused: 'info',
  declined: 'neutral',
  withdrawn: 'neutral',
  expired: 'neutral',
  ended: 'info',
  terminated: 'danger',
};
export const WORK_TONE: Record<DealDeliverable['state'], Tone> = {
  open: 'neutral',
  draft_in_review: 'info',
  revision_asked: 'warning',
  draft_approved: 'accent',
  proof_in_review: 'info',
  confirmed: 'success',
};
export const SUBMISSION_TONE: Record<Submission['state'], Tone> = {
  submitted: 'info',
  approved: 'success',
  rejected: 'warning',
};
export const MILESTONE_TONE: Record<Deal['milestones'][number]['state'], Tone> = {
  reserved: 'info',
  released: 'success',
  returned: 'neutral',
};
export const SAMPLE_TONE: Record<Sample['state'], Tone> = {
  promised: 'warning',
  shipped: 'info',
  received: 'success',
};
export const GUARANTEE_TONE: Record<Guarantee['state'], Tone> = {
  proposed: 'warning',
  accepted: 'success',
  disputed: 'danger',
  waived: 'neutral',
};
export const VERSION_TONE: Record<VersionState, Tone> = {
  in_force: 'success',
  upcoming: 'warning',
  replaced: 'neutral',
  never: 'neutral',
};
