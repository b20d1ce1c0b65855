import type { TermsRules } from '@kolony/campaigns/schema';
import { z } from 'zod';
import { canonical } from './canonical.ts';

/** One rule that two versions do not share: what it was and what it is; null where it was not or is no longer. */
export const RuleChange = z.object({
  /** Where: earnings, milestones, tiers, caps, minOrder, bonuses, guarantee, partners, holdDays. */
  rule: z.enum([
    'earnings',
    'milestones',
    'tiers',
    'caps',
    'minOrder',
    'bonuses',
    'guarantee',
    'partners',
    'holdDays',
  ]),
  before: z.unknown().nullable(),
  after: z.unknown().nullable(),
});
export type RuleChange = z.infer<typeof RuleChange>;

/** How a list's members are told apart: a member that keeps its identity is changed, not replaced. */
const IDENTITY: Record<string, (item: never) => string> = {
  earnings: (rule: { kind: string; only?: unknown }) => canonical([rule.kind, rule.only ?? null]),
  milestones: (milestone: { key: string }) => milestone.key,
  bonuses: (bonus: { by: string; reach: number }) => `${bonus.by}:${bonus.reach}`,
  partners: (partner: { agencyId: string }) => partner.agencyId,
};

/** What is different between two versions of a deal's rules, rule by rule, in the order of the Terms. */
export function diffRules(before: TermsRules, after: TermsRules): RuleChange[] {
  return RuleChange.shape.rule.options.flatMap((rule) => {
    const [was, is] = [before[rule], after[rule]];
    const identity = IDENTITY[rule];
    if (identity) return diffList({ rule, was: asList(was), is: asList(is), identity });
    return same(was, is) ? [] : [{ rule, before: was ?? null, after: is ?? null }];
  });
}

function diffList(of: {
  rule: RuleChange['rule'];
  was: never[];
  is: never[];
  identity: (item: never) => string;
}): RuleChange[] {
  const { rule, was, is, identity } = of;
  const old = new Map(was.map((item) => [identity(item), item]));
  const now = new Map(is.map((item) => [identity(item), item]));
  const changed = [...new Set([...old.keys(), ...now.keys()])];
  return changed.flatMap((key) => {
    const [before, after] = [old.get(key) ?? null, now.get(key) ?? null];
    return same(before, after) ? [] : [{ rule, before, after }];
  });
}

function asList(value: unknown): never[] {
  return (Array.isArray(value) ? value : []) as never[];
}

function same(a: unknown, b: unknown): boolean {
  return canonical(a ?? null) === canonical(b ?? null);
}
