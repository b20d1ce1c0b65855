import { KolonyError } from '@kolony/kernel';
import type { CampaignState } from './schema.ts';

const NEXT: Record<CampaignState, readonly CampaignState[]> = {
  draft: ['live'],
  live: ['closed'],
  closed: [],
};

/** `campaigns/illegal_transition` {from, to} unless the campaign may go there. */
export function assertTransition(from: CampaignState, to: CampaignState): void {
  if (!NEXT[from].includes(to))
    throw new KolonyError('campaigns/illegal_transition', 'conflict', { from, to });
}
