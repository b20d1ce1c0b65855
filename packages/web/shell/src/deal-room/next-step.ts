import type { Guarantee } from '@kolony/commissions/schema';
import type { Deal, DealDeliverable } from '@kolony/deals/schema';

export type Side = 'brand' | 'kol';

/** What somebody has to do now; each kind has a sentence for who does it and one for who waits. */
type StepKind =
  | 'answer_application'
  | 'answer_offer'
  | 'answer_counter'
  | 'review_draft'
  | 'review_proof'
  | 'submit_draft'
  | 'revise_draft'
  | 'submit_proof'
  | 'ship_sample'
  | 'receive_sample'
  | 'answer_guarantee'
  | 'settle_guarantee'
  | 'resume';

export interface OpenStep {
  kind: StepKind;
  by: Side;
  /** The deliverable or sample it is about; else the deal. */
  subject: string;
  title: string;
  dueAt: Date | null;
  overdue: boolean;
}

type Room = Pick<Deal, 'id' | 'state' | 'expiresAt' | 'work' | 'samples'> & {
  campaign: Pick<Deal['campaign'], 'state'>;
};

const OFFER_STEPS = {
  applied: { kind: 'answer_application', by: 'brand' },
  invited: { kind: 'answer_offer', by: 'kol' },
  countered: { kind: 'answer_counter', by: 'brand' },
} as const;

const WORK_STEPS = {
  open: { kind: 'submit_draft', by: 'kol' },
  revision_asked: { kind: 'revise_draft', by: 'kol' },
  draft_in_review: { kind: 'review_draft', by: 'brand' },
  draft_approved: { kind: 'submit_proof', by: 'kol' },
  proof_in_review: { kind: 'review_proof', by: 'brand' },
} as const satisfies Record<Exclude<DealDeliverable['state'], 'confirmed'>, { kind: StepKind; by: Side }>;

/** Past its due date and not done: also while the other side is at turn. */
export function isOverdue(one: Pick<DealDeliverable, 'dueAt' | 'state'>, now: number): boolean {
  return one.state !== 'confirmed' && one.dueAt !== null && one.dueAt.getTime() < now;
}

/**
 * Everything that is waited for in a deal, of both sides: this side's first, overdue before due, the earliest first. An
 * offer of a campaign that is closed waits for nobody.
 */
export function openSteps(
  deal: Room,
  of: { side: Side; now: number; guarantee: Guarantee['state'] | null },
): OpenStep[] {
  const steps = [
    ...offerSteps(deal, of.now),
    ...workSteps(deal, of.now),
    ...guaranteeSteps(deal, of.guarantee),
  ];
  if (deal.state === 'paused') steps.push(plain('resume', 'brand', deal.id));
  const rank = (step: OpenStep) => [
    step.by === of.side ? 0 : 1,
    step.overdue ? 0 : 1,
    step.dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER,
  ];
  return steps.toSorted((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    return (
      left.map((value, index) => value - (right[index] ?? 0)).find((difference) => difference !== 0) ?? 0
    );
  });
}

function plain(kind: StepKind, by: Side, subject: string): OpenStep {
  return { kind, by, subject, title: '', dueAt: null, overdue: false };
}

function offerSteps(deal: Room, now: number): OpenStep[] {
  if (deal.state !== 'applied' && deal.state !== 'invited' && deal.state !== 'countered') return [];
  if (deal.campaign.state !== 'live') return [];
  const { kind, by } = OFFER_STEPS[deal.state];
  const overdue = deal.expiresAt !== null && deal.expiresAt.getTime() < now;
  return [{ ...plain(kind, by, deal.id), dueAt: deal.expiresAt, overdue }];
}

function workSteps({ state, work, samples }: Room, now: number): OpenStep[] {
  if (state !== 'active' && state !== 'paused') return [];
  const deliverables = work.flatMap((one) => {
    if (one.state === 'confirmed') return [];
    const { kind, by } = WORK_STEPS[one.state];
    return [{ kind, by, subject: one.id, title: one.title, dueAt: one.dueAt, overdue: isOverdue(one, now) }];
  });
  const parcels = samples.flatMap(({ id, item, state: at }) => {
    if (at === 'received') return [];
    const step = at === 'promised' ? plain('ship_sample', 'brand', id) : plain('receive_sample', 'kol', id);
    return [{ ...step, title: item }];
  });
  // What is to be shown must arrive first.
  return [...parcels, ...deliverables];
}

function guaranteeSteps(deal: Room, state: Guarantee['state'] | null): OpenStep[] {
  if (state === 'proposed') return [plain('answer_guarantee', 'kol', deal.id)];
  return state === 'disputed' ? [plain('settle_guarantee', 'brand', deal.id)] : [];
}
