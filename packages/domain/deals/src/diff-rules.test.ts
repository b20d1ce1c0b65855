import type { TermsRules } from '@kolony/campaigns/schema';
import { describe, expect, test } from 'vitest';
import { diffRules } from './diff-rules.ts';

const rules: TermsRules = {
  earnings: [
    { kind: 'cps', rateBp: 1_500 },
    { kind: 'cps', rateBp: 2_000, only: { skus: ['a'] } },
  ],
  milestones: [
    { key: 'sign', title: 'Signing', amount: 10_000, due: 'acceptance' },
    { key: 'post', title: 'Post', amount: 20_000, due: { deliverable: 0 } },
  ],
  caps: { perOrder: 5_000 },
  holdDays: 7,
};

describe('what is different between two versions', () => {
  test('of the same rules: nothing, however their keys are ordered', () => {
    expect(diffRules(rules, structuredClone(rules))).toEqual([]);
    const turned = {
      ...rules,
      milestones: [
        { due: 'acceptance' as const, amount: 10_000, title: 'Signing', key: 'sign' },
        ...(rules.milestones ?? []).slice(1),
      ],
    };
    expect(diffRules(rules, turned)).toEqual([]);
  });

  test('a changed rate is one change; what it is for tells rates apart', () => {
    const after: TermsRules = {
      ...rules,
      earnings: [{ kind: 'cps', rateBp: 1_200 }, ...rules.earnings.slice(1)],
    };
    expect(diffRules(rules, after)).toEqual([
      { rule: 'earnings', before: { kind: 'cps', rateBp: 1_500 }, after: { kind: 'cps', rateBp: 1_200 } },
    ]);
  });

  test('a rate for other products is one that goes and one that comes', () => {
    const general = { kind: 'cps' as const, rateBp: 1_500 };
    const after: TermsRules = {
      ...rules,
      earnings: [general, { kind: 'cps', rateBp: 2_000, only: { skus: ['b'] } }],
    };
    expect(diffRules(rules, after)).toEqual([
      { rule: 'earnings', before: { kind: 'cps', rateBp: 2_000, only: { skus: ['a'] } }, after: null },
      { rule: 'earnings', before: null, after: { kind: 'cps', rateBp: 2_000, only: { skus: ['b'] } } },
    ]);
  });

  test('milestones are known by their key, bonuses by what is reached, partners by agency', () => {
    const before: TermsRules = {
      ...rules,
      bonuses: [{ by: 'gmv', reach: 100, amount: 5 }],
      partners: [{ agencyId: 'x', shareBp: 100 }],
    };
    const after: TermsRules = {
      ...rules,
      milestones: [{ key: 'post', title: 'Posting', amount: 20_000, due: { deliverable: 0 } }],
      bonuses: [{ by: 'gmv', reach: 100, amount: 6 }],
      partners: [{ agencyId: 'y', shareBp: 100 }],
    };
    expect(
      diffRules(before, after).map(({ rule, before: was, after: is }) => [rule, Boolean(was), Boolean(is)]),
    ).toEqual([
      ['milestones', true, false],
      ['milestones', true, true],
      ['bonuses', true, true],
      ['partners', true, false],
      ['partners', false, true],
    ]);
  });

  test('whole rules: what was and what is, in the order of the Terms', () => {
    const { caps: _, ...without } = rules;
    const after: TermsRules = { ...without, minOrder: 1_000, holdDays: 14 };
    expect(diffRules(rules, after)).toEqual([
      { rule: 'caps', before: { perOrder: 5_000 }, after: null },
      { rule: 'minOrder', before: null, after: 1_000 },
      { rule: 'holdDays', before: 7, after: 14 },
    ]);
  });
});
