import type { TermsRules } from '@kolony/campaigns/schema';
import type { Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { type Clock, newId } from '@kolony/kernel';
import { announce } from '@kolony/webhooks';
import { assertRound } from './assert-round.ts';
import { legsOf } from './legs.ts';
import { partnersOf, toOffer } from './offer.ts';
import { reserveFee } from './reserve-fee.ts';
import type { Deal, DealOffer } from './schema.ts';
import { sideOf } from './side.ts';
import { nextState } from './state.ts';
import { addEvent, assertLive, findDeal, type LockedDeal, lastOffer, lockDealAndCampaign } from './store.ts';

export interface Signature<Scope extends BrandScope | KolScope> {
  scope: Scope;
  clock: Clock;
  dealId: string;
  /** The round that who signs has read. */
  round: number;
}

/**
 * The offer on the table becomes the agreement: frozen as Terms v1 with the parties that share its commissions, in force
 * from this instant; what the KOL owes is written down; the fixed fee is kept back from the campaign's escrow. Of two
 * signatures at once the second waits and is refused.
 */
export async function signDeal(
  tx: Tx,
  { scope, clock, dealId, round }: Signature<BrandScope | KolScope>,
): Promise<Deal> {
  const { by, own } = sideOf(scope);
  const now = clock.now();
  const deal = await lockDealAndCampaign(tx, own, dealId);
  const state = nextState(deal.state, { by, move: 'accept' });
  assertRound(deal, { round, now });
  assertLive(deal.campaignState);
  const offer = toOffer(await lastOffer(tx, deal));
  await tx.terms.create({
    data: {
      dealId,
      version: 1,
      brandId: deal.brandId,
      rules: offer.rules,
      legs: await makeLegs(tx, deal, offer.rules),
      effectiveFrom: now,
      acceptedAt: now,
      acceptedBy: scope.actor,
    },
  });
  await writeWork(tx, deal, offer);
  await tx.deal.update({ where: { id: dealId }, data: { state, answeredAt: now, expiresAt: null } });
  await addEvent(tx, { dealId, kind: 'accepted', by, at: now, facts: { round, version: 1 } });
  await audit(tx, scope, { action: 'deal.accepted', subject: dealId, facts: { round, terms_version: 1 } });
  await reserveFee(tx, deal, { milestones: offer.rules.milestones ?? [], at: now });
  const { brandId, campaignId: campaign_id, kolId: kol_id } = deal;
  await announce(tx, [
    { brandId, type: 'deal.accepted', at: now, data: { id: dealId, campaign_id, kol_id, terms_version: 1 } },
  ]);
  return findDeal(tx, own, { id: dealId, now });
}

async function makeLegs(tx: Tx, { kolId }: LockedDeal, rules: TermsRules) {
  const kol = await tx.kol.findUniqueOrThrow({
    where: { id: kolId },
    select: {
      id: true,
      displayName: true,
      memberships: { where: { state: 'agreed' }, include: { agency: true } },
    },
  });
  const [membership] = kol.memberships;
  const { id, name, kind } = membership?.agency ?? { id: '', name: '', kind: '' };
  return legsOf({
    kol,
    partners: await partnersOf(tx, rules),
    ownAgency: membership ? { id, name, kind, shareBp: membership.shareBp } : null,
  });
}

/** What the KOL owes, as agreed in the last round; each names the part of the fee that its posting releases. */
async function writeWork(tx: Tx, deal: LockedDeal, { deliverables, rules }: DealOffer): Promise<void> {
  const released = new Map(
    (rules.milestones ?? []).flatMap(({ due, key }) =>
      due === 'acceptance' ? [] : [[due.deliverable, key]],
    ),
  );
  await tx.dealDeliverable.createMany({
    data: deliverables.map((deliverable, position) => ({
      id: newId('ddl'),
      dealId: deal.id,
      brandId: deal.brandId,
      position,
      ...deliverable,
      milestoneKey: released.get(position) ?? null,
      state: 'open',
    })),
  });
}
