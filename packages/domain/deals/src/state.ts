import { KolonyError } from '@kolony/kernel';
import type { DealDeliverableState, DealState } from './schema.ts';

/** Who makes a move; `system` is the worker. */
type Mover = 'brand' | 'kol' | 'system';

interface Move<State> {
  from: readonly State[];
  to: State;
}

/** The whole life of a deal: what each side may do, from where, and where it leads. */
const MOVES = {
  brand: {
    /** Again, after it came to nothing: the same deal, the next round. */
    invite: { from: ['declined', 'withdrawn', 'expired'], to: 'invited' },
    counter: { from: ['applied', 'countered'], to: 'invited' },
    accept: { from: ['applied', 'countered'], to: 'active' },
    decline: { from: ['applied', 'countered'], to: 'declined' },
    withdraw: { from: ['invited'], to: 'withdrawn' },
    pause: { from: ['active'], to: 'paused' },
    resume: { from: ['paused'], to: 'active' },
    end: { from: ['active', 'paused'], to: 'ended' },
    terminate: { from: ['active', 'paused'], to: 'terminated' },
  },
  kol: {
    counter: { from: ['invited'], to: 'countered' },
    accept: { from: ['invited'], to: 'active' },
    decline: { from: ['invited'], to: 'declined' },
    withdraw: { from: ['applied', 'countered'], to: 'withdrawn' },
  },
  system: {
    expire: { from: ['applied', 'invited', 'countered'], to: 'expired' },
  },
} as const satisfies Record<Mover, Record<string, Move<DealState>>>;

export type DealMove = {
  [By in Mover]: { by: By; move: keyof (typeof MOVES)[By] };
}[Mover];

/** Every move there is, for tests and for the README's table. */
export const DEAL_MOVES: readonly (DealMove & Move<DealState>)[] = (Object.keys(MOVES) as Mover[]).flatMap(
  (by) =>
    Object.entries<Move<DealState>>(MOVES[by]).map(
      ([move, rule]) => ({ by, move, ...rule }) as DealMove & Move<DealState>,
    ),
);

/** Whether this side may make the move from here. */
export function mayMove(from: DealState, { by, move }: DealMove): boolean {
  return (MOVES[by] as Record<string, Move<DealState>>)[move]?.from.includes(from) ?? false;
}

/** Where the move leads; `deals/illegal_transition` {from, to} unless the deal may go there from here. */
export function nextState(from: DealState, { by, move }: DealMove): DealState {
  const rule = (MOVES[by] as Record<string, Move<DealState>>)[move];
  if (!rule?.from.includes(from)) throw illegal(from, rule?.to ?? move);
  return rule.to;
}

/** What is agreed and not over: work, samples and reviews go on, also while links are paused. */
export function isUnderWay(state: DealState): boolean {
  return state === 'active' || state === 'paused';
}

/** `deals/deal_not_active` {state} unless the deal is under way. */
export function assertUnderWay(state: DealState): void {
  if (!isUnderWay(state)) throw new KolonyError('deals/deal_not_active', 'conflict', { state });
}

const WORK_MOVES = {
  submit_draft: { from: ['open', 'revision_asked'], to: 'draft_in_review' },
  ask_revision: { from: ['draft_in_review'], to: 'revision_asked' },
  approve_draft: { from: ['draft_in_review'], to: 'draft_approved' },
  submit_proof: { from: ['draft_approved'], to: 'proof_in_review' },
  reject_proof: { from: ['proof_in_review'], to: 'draft_approved' },
  confirm: { from: ['proof_in_review'], to: 'confirmed' },
} as const satisfies Record<string, Move<DealDeliverableState>>;
export type WorkMove = keyof typeof WORK_MOVES;
export const WORK_MOVE_TABLE: Readonly<Record<WorkMove, Move<DealDeliverableState>>> = WORK_MOVES;

/** The same for one deliverable: draft → review → revision or approval → proof → confirmed. */
export function nextWorkState(from: DealDeliverableState, move: WorkMove): DealDeliverableState {
  const rule = WORK_MOVE_TABLE[move];
  if (!rule.from.includes(from)) throw illegal(from, rule.to);
  return rule.to;
}

function illegal(from: string, to: string): KolonyError {
  return new KolonyError('deals/illegal_transition', 'conflict', { from, to });
}

/** Whose turn a deliverable is at; null when it is done. */
export function turnOfWork(state: DealDeliverableState): 'brand' | 'kol' | null {
  if (state === 'confirmed') return null;
  return state === 'draft_in_review' || state === 'proof_in_review' ? 'brand' : 'kol';
}

/**
 * Whose turn the deal is at. Of a deal under way the brand is named first: what was handed in or must be shipped waits
 * for it; null when nothing is left to do.
 */
export function turnOfDeal(
  state: DealState,
  { work, samples }: { work: readonly DealDeliverableState[]; samples: readonly string[] },
): 'brand' | 'kol' | null {
  if (state === 'invited') return 'kol';
  if (state === 'applied' || state === 'countered') return 'brand';
  if (!isUnderWay(state)) return null;
  const turns = [
    ...work.map(turnOfWork),
    ...samples.map((sample) => (sample === 'promised' ? 'brand' : sample === 'shipped' ? 'kol' : null)),
  ];
  return turns.includes('brand') ? 'brand' : turns.includes('kol') ? 'kol' : null;
}
