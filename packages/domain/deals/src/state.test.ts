import { describe, expect, test } from 'vitest';
import { DealDeliverableState, DealState } from './schema.ts';
import {
  DEAL_MOVES,
  type DealMove,
  nextState,
  nextWorkState,
  turnOfDeal,
  turnOfWork,
  WORK_MOVE_TABLE,
  type WorkMove,
} from './state.ts';

/** The whole table, written out once more: who may do what, and where it leads. */
const LEGAL: Record<string, string> = {
  'brand invite declined': 'invited',
  'brand invite withdrawn': 'invited',
  'brand invite expired': 'invited',
  'brand counter applied': 'invited',
  'brand counter countered': 'invited',
  'brand accept applied': 'active',
  'brand accept countered': 'active',
  'brand decline applied': 'declined',
  'brand decline countered': 'declined',
  'brand withdraw invited': 'withdrawn',
  'brand pause active': 'paused',
  'brand resume paused': 'active',
  'brand end active': 'ended',
  'brand end paused': 'ended',
  'brand terminate active': 'terminated',
  'brand terminate paused': 'terminated',
  'kol counter invited': 'countered',
  'kol accept invited': 'active',
  'kol decline invited': 'declined',
  'kol withdraw applied': 'withdrawn',
  'kol withdraw countered': 'withdrawn',
  'system expire applied': 'expired',
  'system expire invited': 'expired',
  'system expire countered': 'expired',
};

describe('a deal', () => {
  const cases = DEAL_MOVES.flatMap((move) => DealState.options.map((from) => ({ ...move, from })));

  test.each(cases)('$by $move from $from', ({ by, move, from, to }) => {
    const known = { by, move } as DealMove;
    const leadsTo = LEGAL[`${by} ${move} ${from}`];
    if (leadsTo) expect(nextState(from, known)).toBe(leadsTo);
    else {
      const refusal = { code: 'deals/illegal_transition', kind: 'conflict', facts: { from, to } };
      expect(() => nextState(from, known)).toThrow(expect.objectContaining(refusal));
    }
  });

  test('has no move that the table above does not name', () => {
    const moves = DEAL_MOVES.flatMap(({ by, move, from }) => from.map((state) => `${by} ${move} ${state}`));
    expect(moves.sort()).toEqual(Object.keys(LEGAL).sort());
  });

  test('that is over is never moved again, but by a new invitation after it came to nothing', () => {
    for (const state of ['ended', 'terminated'])
      expect(Object.keys(LEGAL).filter((key) => key.endsWith(` ${state}`))).toEqual([]);
  });
});

describe('a deliverable', () => {
  const legal: Record<WorkMove, [from: string[], to: string]> = {
    submit_draft: [['open', 'revision_asked'], 'draft_in_review'],
    ask_revision: [['draft_in_review'], 'revision_asked'],
    approve_draft: [['draft_in_review'], 'draft_approved'],
    submit_proof: [['draft_approved'], 'proof_in_review'],
    reject_proof: [['proof_in_review'], 'draft_approved'],
    confirm: [['proof_in_review'], 'confirmed'],
  };
  const cases = (Object.keys(WORK_MOVE_TABLE) as WorkMove[]).flatMap((move) =>
    DealDeliverableState.options.map((from) => ({ move, from })),
  );

  test.each(cases)('$move from $from', ({ move, from }) => {
    const [froms, to] = legal[move];
    if (froms.includes(from)) expect(nextWorkState(from, move)).toBe(to);
    else expect(() => nextWorkState(from, move)).toThrow('deals/illegal_transition');
  });

  test('is the brand’s turn while something is in review, else the KOL’s, and nobody’s when confirmed', () => {
    expect(
      Object.fromEntries(DealDeliverableState.options.map((state) => [state, turnOfWork(state)])),
    ).toEqual({
      open: 'kol',
      draft_in_review: 'brand',
      revision_asked: 'kol',
      draft_approved: 'kol',
      proof_in_review: 'brand',
      confirmed: null,
    });
  });
});

describe('whose turn a deal is at', () => {
  const none = { work: [], samples: [] };
  test('offers: who has to answer', () => {
    expect(DealState.options.map((state) => [state, turnOfDeal(state, none)])).toEqual([
      ['applied', 'brand'],
      ['invited', 'kol'],
      ['countered', 'brand'],
      ['active', null],
      ['paused', null],
      ['declined', null],
      ['withdrawn', null],
      ['expired', null],
      ['ended', null],
      ['terminated', null],
    ]);
  });

  test('work and samples: the brand first, since what was handed in waits for it', () => {
    expect(turnOfDeal('active', { work: ['open'], samples: [] })).toBe('kol');
    expect(turnOfDeal('active', { work: ['open', 'proof_in_review'], samples: [] })).toBe('brand');
    expect(turnOfDeal('paused', { work: ['open'], samples: ['promised'] })).toBe('brand');
    expect(turnOfDeal('active', { work: ['confirmed'], samples: ['shipped'] })).toBe('kol');
    expect(turnOfDeal('active', { work: ['confirmed'], samples: ['received'] })).toBeNull();
    expect(turnOfDeal('ended', { work: ['open'], samples: ['promised'] })).toBeNull();
  });
});
