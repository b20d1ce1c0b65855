import type { Tx } from '@kolony/db';
import { present } from '@kolony/kernel';
import { readTerms } from './amendment.ts';
import { releaseMilestones } from './release-milestones.ts';
import type { Leg, Milestone } from './schema.ts';

export interface DueMilestone extends Milestone {
  /** Who shares it. */
  legs: Leg[];
}

/**
 * What of the fixed fee is due with the agreement, marked released; the caller, who has just signed the deal in the same
 * transaction, pays it. Nothing the second time.
 */
export async function takeAcceptanceMilestones(tx: Tx, dealId: string, at: Date): Promise<DueMilestone[]> {
  const { rules, legs } = present((await readTerms(tx, dealId))[0], 'Terms v1');
  const keys = (rules.milestones ?? []).filter(({ due }) => due === 'acceptance').map(({ key }) => key);
  return (await releaseMilestones(tx, { dealId, keys, at })).map((milestone) => ({ ...milestone, legs }));
}
