import { AttributionRule, CampaignState, DeliverableFormat, TermsRules } from '@kolony/campaigns/schema';
import type { Prisma } from '@kolony/db';
import { Currency, minor, present } from '@kolony/kernel';
import { z } from 'zod';
import { toOffer } from './offer.ts';
import {
  type Deal,
  type DealDeliverable,
  DealDeliverableState,
  DealEvent,
  DealState,
  type DealSummary,
  Leg,
  type Milestone,
  MilestoneState,
  Sample,
  Submission,
  SubmissionComment,
  type Terms,
  termsInForce,
} from './schema.ts';
import { isUnderWay, turnOfDeal, turnOfWork } from './state.ts';

export const BRIEFLY = {
  campaign: { include: { brand: true } },
  kol: true,
  terms: { orderBy: { version: 'asc' } },
  deliverables: { select: { state: true } },
  samples: { select: { state: true } },
} as const satisfies Prisma.DealInclude;

export const WHOLE = {
  ...BRIEFLY,
  offers: { orderBy: { round: 'asc' } },
  milestones: { orderBy: { position: 'asc' } },
  deliverables: {
    orderBy: { position: 'asc' },
    include: {
      submissions: {
        orderBy: [{ submittedAt: 'asc' }, { kind: 'asc' }, { revision: 'asc' }],
        include: { comments: { orderBy: [{ at: 'asc' }, { id: 'asc' }] } },
      },
    },
  },
  samples: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
  events: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.DealInclude;

type Brief = Prisma.DealGetPayload<{ include: typeof BRIEFLY }>;
type Whole = Prisma.DealGetPayload<{ include: typeof WHOLE }>;

export function toSummary(row: Brief | Whole, now: Date): DealSummary {
  const { campaign, kol } = row;
  const state = DealState.parse(row.state);
  const terms = termsInForce(row.terms, now) ?? row.terms[0];
  return {
    id: row.id,
    state,
    campaign: {
      id: campaign.id,
      name: campaign.name,
      state: CampaignState.parse(campaign.state),
      currency: Currency.parse(campaign.currency),
    },
    brand: { id: campaign.brand.id, name: campaign.brand.name },
    kol: { id: kol.id, handle: kol.handle, displayName: kol.displayName },
    rules: TermsRules.parse(terms ? terms.rules : row.offer),
    termsVersion: terms?.version ?? null,
    round: row.round,
    invitedAt: row.invitedAt,
    expiresAt: row.expiresAt,
    answeredAt: row.answeredAt,
    turn: turnOfDeal(state, {
      work: row.deliverables.map((deliverable) => DealDeliverableState.parse(deliverable.state)),
      samples: row.samples.map((sample) => sample.state),
    }),
  };
}

export function toDeal(row: Whole, { now, forBrand }: { now: Date; forBrand: boolean }): Deal {
  const { brief, disclosure, landingUrl, model, windowDays, codeRule } = row.campaign;
  const offers = row.offers.map(toOffer);
  const summary = toSummary(row, now);
  const work = row.deliverables.map((deliverable) => toWork(deliverable, isUnderWay(summary.state)));
  const agreed = row.terms.length > 0;
  return {
    ...summary,
    message: row.message,
    reason: row.reason,
    brief,
    disclosure,
    landingUrl,
    attribution: AttributionRule.parse({ model, windowDays, codeRule }),
    deliverables: agreed
      ? work.map(({ title, format, dueAt }) => ({ title, format, dueAt }))
      : present(offers.at(-1), 'offer').deliverables,
    offers,
    terms: row.terms.map(toTerms),
    milestones: row.milestones.map(toMilestone),
    work,
    samples: row.samples.map(({ cost, ...sample }) =>
      Sample.parse({ ...sample, cost: forBrand ? minor(cost) : null }),
    ),
    timeline: row.events.map(({ id, ...event }) => DealEvent.parse({ ...event, id: String(id) })),
  };
}

export function toTerms(row: Prisma.TermsGetPayload<object>): Terms {
  const { dealId, version, rules, legs, effectiveFrom, acceptedAt, reason } = row;
  return {
    dealId,
    version,
    rules: TermsRules.parse(rules),
    legs: z.array(Leg).parse(legs),
    effectiveFrom,
    acceptedAt,
    reason,
  };
}

export function toMilestone(row: Prisma.DealMilestoneGetPayload<object>): Milestone {
  const { key, title, amount, state, changedAt } = row;
  return { key, title, amount: minor(amount), state: MilestoneState.parse(state), changedAt };
}

function toWork(row: Whole['deliverables'][number], underWay: boolean): DealDeliverable {
  const { id, position, title, format, dueAt, milestoneKey, confirmedAt } = row;
  const state = DealDeliverableState.parse(row.state);
  return {
    id,
    position,
    title,
    format: DeliverableFormat.parse(format),
    dueAt,
    milestoneKey,
    state,
    turn: underWay ? turnOfWork(state) : null,
    confirmedAt,
    submissions: row.submissions.map(({ comments, ...submission }) =>
      Submission.parse({
        ...submission,
        comments: comments.map((comment) => SubmissionComment.parse(comment)),
      }),
    ),
  };
}
