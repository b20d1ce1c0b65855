import type { AgencyMembership } from '@kolony/identity/schema';
import type { Tone } from '@kolony/ui';

export const MEMBERSHIP_TONE: Record<AgencyMembership['state'], Tone> = {
  proposed: 'warning',
  agreed: 'success',
  declined: 'neutral',
  withdrawn: 'neutral',
  ended: 'neutral',
};
