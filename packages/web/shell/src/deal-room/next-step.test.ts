import { describe, expect, test } from 'vitest';
import { isOverdue, openSteps } from './next-step.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const day = (offset: number) => new Date(NOW + offset * 86_400_000);

type Room = Parameters<typeof openSteps>[0];
type Work = Room['work'][number];

function room(parts: Partial<Room> = {}): Room {
  return {
    id: 'dea_1',
    state: 'active',
    expiresAt: null,
    work: [],
    samples: [],
    campaign: { state: 'live' },
    ...parts,
  };
}

function work(id: string, state: Work['state'], dueAt: Date | null = null): Work {
  return {
    id,
    position: 0,
    title: id,
    format: 'video',
    dueAt,
    milestoneKey: null,
    state,
    turn: null,
    confirmedAt: null,
    submissions: [],
  };
}

const kinds = (deal: Room, side: 'brand' | 'kol', guarantee: 'proposed' | 'disputed' | null = null) =>
  openSteps(deal, { side, now: NOW, guarantee }).map(({ kind, subject }) => `${kind} ${subject}`);

describe('an offer waits for one side', () => {
  test.each([
    ['applied', 'answer_application', 'brand'],
    ['invited', 'answer_offer', 'kol'],
    ['countered', 'answer_counter', 'brand'],
  ] as const)('%s: %s by the %s', (state, kind, by) => {
    const [step, ...others] = openSteps(room({ state, expiresAt: day(-1) }), {
      side: 'kol',
      now: NOW,
      guarantee: null,
    });
    expect(step).toMatchObject({ kind, by, overdue: true });
    expect(others).toEqual([]);
  });

  test('and for nobody once the campaign is closed', () => {
    expect(kinds(room({ state: 'invited', campaign: { state: 'closed' } }), 'kol')).toEqual([]);
  });
});

test('work: mine before theirs, overdue before due, the earliest first', () => {
  const deal = room({
    work: [
      work('late', 'open', day(-1)),
      work('soon', 'open', day(1)),
      work('later', 'draft_approved', day(9)),
      work('some-day', 'revision_asked'),
      work('theirs', 'proof_in_review', day(-5)),
      work('done', 'confirmed', day(-9)),
    ],
  });
  expect(kinds(deal, 'kol')).toEqual([
    'submit_draft late',
    'submit_draft soon',
    'submit_proof later',
    'revise_draft some-day',
    'review_proof theirs',
  ]);
  expect(kinds(deal, 'brand')[0]).toBe('review_proof theirs');
});

test('work goes on while the deal is paused, and the brand may resume it; once it is over nothing is left', () => {
  const parts = { work: [work('a', 'draft_in_review')] };
  expect(kinds(room({ state: 'paused', ...parts }), 'brand')).toEqual(['review_draft a', 'resume dea_1']);
  expect(kinds(room({ state: 'ended', ...parts }), 'brand')).toEqual([]);
});

test('a guarantee is answered after the deal has ended, too', () => {
  expect(kinds(room({ state: 'ended' }), 'kol', 'proposed')).toEqual(['answer_guarantee dea_1']);
  expect(kinds(room({ state: 'ended' }), 'kol', 'disputed')).toEqual(['settle_guarantee dea_1']);
});

test('a sample is shipped by the brand and received by the KOL, before the work that needs it', () => {
  const parcel = (state: 'promised' | 'shipped' | 'received') => ({
    id: state,
    item: 'Serum',
    quantity: 1,
    cost: null,
    carrier: '',
    trackingNo: '',
    state,
    createdAt: day(-3),
    shippedAt: null,
    receivedAt: null,
  });
  const deal = room({
    work: [work('a', 'open')],
    samples: [parcel('promised'), parcel('shipped'), parcel('received')],
  });
  expect(kinds(deal, 'kol')).toEqual(['receive_sample shipped', 'submit_draft a', 'ship_sample promised']);
});

test('what is confirmed is never overdue', () => {
  expect(isOverdue({ dueAt: day(-1), state: 'confirmed' }, NOW)).toBe(false);
  expect(isOverdue({ dueAt: day(-1), state: 'proof_in_review' }, NOW)).toBe(true);
  expect(isOverdue({ dueAt: null, state: 'open' }, NOW)).toBe(false);
});
