import { inTransaction, type Tx } from '@kolony/db';
import { acceptCounter, acceptDeal, getDeal, takeAcceptanceMilestones } from '@kolony/deals';
import type { AnswerOffer, Deal } from '@kolony/deals/schema';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { firstLink, type LinkDeps } from '@kolony/links';
import type { Link } from '@kolony/links/schema';
import { payMilestones } from './pay-milestones.ts';

/**
 * The KOL accepts the offer on the table: Terms v1 are frozen, the fixed fee is reserved and its part that is due at
 * once is paid, and there is a link to share, all in one transaction. `deals/deal_not_found`,
 * `deals/illegal_transition`, `deals/offer_moved_on`, `deals/campaign_not_live`, `deals/budget_too_small`.
 */
export async function acceptOffer(deps: LinkDeps, scope: KolScope, answer: AnswerOffer): Promise<Link> {
  const { clock } = deps;
  return inTransaction(deps.db, async (tx) => {
    const deal = await acceptDeal(tx, { scope, clock, dealId: answer.id, round: answer.round });
    return conclude(tx, scope, { deps, deal });
  });
}

/** The brand accepts an application or a KOL's counter-offer; otherwise the same. */
export async function acceptCounterOffer(
  deps: LinkDeps,
  scope: BrandScope,
  answer: AnswerOffer,
): Promise<Deal> {
  const { clock } = deps;
  await inTransaction(deps.db, async (tx) => {
    const deal = await acceptCounter(tx, { scope, clock, dealId: answer.id, round: answer.round });
    await conclude(tx, scope, { deps, deal });
  });
  return getDeal(deps, scope, { id: answer.id });
}

async function conclude(
  tx: Tx,
  scope: BrandScope | KolScope,
  { deps, deal }: { deps: LinkDeps; deal: Deal },
): Promise<Link> {
  const now = deps.clock.now();
  const link = await firstLink(tx, scope, { deps, deal });
  const due = await takeAcceptanceMilestones(tx, deal.id, now);
  await payMilestones(tx, { dealId: deal.id, keys: due.map(({ key }) => key), now });
  return link;
}
