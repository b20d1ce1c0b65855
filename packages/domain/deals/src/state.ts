import { KolonyError } from '@kolony/kernel';
import type { DealState } from './schema.ts';

const NEXT: Record<DealState, readonly DealState[]> = {
  invited: ['active', 'declined', 'withdrawn'],
  active: ['ended'],
  declined: [],
  withdrawn: [],
  ended: [],
};

/** `deals/illegal_transition` {from, to} unless the deal may go there. */
export function assertTransition(from: DealState, to: DealState): void {
  if (!NEXT[from].includes(to)) throw new KolonyError('deals/illegal_transition', 'conflict', { from, to });
}
