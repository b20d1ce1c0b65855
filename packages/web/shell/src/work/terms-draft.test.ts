import { TermsRules } from '@kolony/campaigns/schema';
import { expect, test } from 'vitest';
import { draftOf, rulesOf } from './terms-draft.ts';

let keys = 0;
const key = () => `k${keys++}`;

test('rules that are opened and saved without a change are the same rules', () => {
  const rules = TermsRules.parse({
    earnings: [
      { kind: 'cps', rateBp: 1_500 },
      { kind: 'cps', rateBp: 2_000, only: { categories: ['serum', 'mask'], skus: ['A1'], customer: 'new' } },
      { kind: 'cpa', amount: 500, only: { customer: 'returning' } },
      { kind: 'cpc', amount: 50 },
    ],
    milestones: [
      { key: 'sign', title: 'On signing', amount: 100, due: 'acceptance' },
      { key: 'post', title: 'On posting', amount: 200, due: { deliverable: 1 } },
    ],
    tiers: { by: 'gmv', retroactive: true, steps: [{ from: 1_000, rateBp: 1_800 }] },
    caps: { perDay: 10_000 },
    minOrder: 9_900,
    bonuses: [{ by: 'orders', reach: 100, amount: 5_000 }],
    guarantee: { target: 1_000_000, days: 30 },
    partners: [{ agencyId: 'agy_1', shareBp: 1_000 }],
    holdDays: 7,
  });
  expect(TermsRules.parse(rulesOf(draftOf(rules, key)))).toEqual(rules);
  const plain = TermsRules.parse({ earnings: [{ kind: 'cps', rateBp: 1_500 }], holdDays: 0 });
  expect(TermsRules.parse(rulesOf(draftOf(plain, key)))).toEqual(plain);
});

test('what is left empty is missing, and the schema says where', () => {
  const draft = draftOf(TermsRules.parse({ earnings: [{ kind: 'cps', rateBp: 1_500 }], holdDays: 7 }), key);
  const [first] = draft.earnings;
  const empty = { ...draft, earnings: first ? [{ ...first, rateBp: null }] : [], holdDays: null };
  const { error } = TermsRules.safeParse(rulesOf(empty));
  expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual(['earnings.0.rateBp', 'holdDays']);
});

test('words may be separated by Chinese commas', () => {
  const draft = draftOf(TermsRules.parse({ earnings: [{ kind: 'cps', rateBp: 1_500 }], holdDays: 7 }), key);
  const [first] = draft.earnings;
  const narrowed = { ...draft, earnings: first ? [{ ...first, categories: '精华， 面膜、口红' }] : [] };
  expect(TermsRules.parse(rulesOf(narrowed)).earnings[0]).toMatchObject({
    only: { categories: ['精华', '面膜', '口红'] },
  });
});
