import { type EarningRule, MIN_HOLD_DAYS, type TermsRules } from '@kolony/campaigns/schema';
import { canonical } from './canonical.ts';
import { ratePairs } from './rate-pairs.ts';
import { coversSteps, type Step, type Stepped } from './steps.ts';

/** What a change of the rules is for the KOL. */
export type Comparison = 'raises' | 'lowers' | 'equal';

/** For the KOL: better, worse, or both, in one respect. */
interface Finding {
  better: boolean;
  worse: boolean;
}

/**
 * Whether new rules are worse for the KOL than the old ones in any respect (`lowers`), better in some and worse in none
 * (`raises`), or neither (`equal`: other words for the same pay). It compares what can be earned on every kind of order
 * line at every figure reached, not how the rules are written: a rate that is only moved to another place is equal, a
 * lower rate is not made good by a bonus. What cannot be compared counts as worse.
 */
export function compareRules(before: TermsRules, after: TermsRules): Comparison {
  const findings = [
    ...rates(before, after),
    atMost(before.minOrder ?? 0, after.minOrder ?? 0),
    atMost(holdOf(before), holdOf(after)),
    ...(['perOrder', 'perDay', 'total'] as const).map((cap) =>
      atLeast(before.caps?.[cap] ?? Number.POSITIVE_INFINITY, after.caps?.[cap] ?? Number.POSITIVE_INFINITY),
    ),
    ...(['gmv', 'orders'] as const).map((by) => bonuses(before, after, by)),
    ...fees(before, after),
    guarantees(before, after),
    atMost(partnersOf(before), partnersOf(after)),
  ];
  if (findings.some((finding) => finding.worse)) return 'lowers';
  return findings.some((finding) => finding.better) ? 'raises' : 'equal';
}

const atLeast = (before: number, after: number): Finding => ({
  better: after > before,
  worse: after < before,
});
const atMost = (before: number, after: number): Finding => atLeast(after, before);

/** A hold is never shorter than the minimum: 3 days and 7 days are the same. */
const holdOf = ({ holdDays }: TermsRules): number => Math.max(MIN_HOLD_DAYS, holdDays);
const partnersOf = ({ partners = [] }: TermsRules): number =>
  partners.reduce((sum, { shareBp }) => sum + shareBp, 0);

function compareStepped(before: Stepped, after: Stepped): Finding {
  return { better: !coversSteps(before, after), worse: !coversSteps(after, before) };
}

/** Percentages for every kind of line, amounts for every kind of customer, and the price of a click. */
function rates(before: TermsRules, after: TermsRules): Finding[] {
  const pairs = (['cps', 'cpa'] as const).flatMap((kind) => ratePairs(kind, before.earnings, after.earnings));
  return [
    ...pairs.map(([was, is]) => compareStepped(steppedOf(before, was), steppedOf(after, is))),
    atLeast(perClick(before), perClick(after)),
  ];
}

function perClick({ earnings }: TermsRules): number {
  const rule = earnings.find((candidate) => candidate.kind === 'cpc');
  return rule?.kind === 'cpc' ? rule.amount : 0;
}

/** What a rule pays as the settled figures grow: tiers raise the general rates only. */
function steppedOf({ tiers }: TermsRules, rule: EarningRule | null): Stepped {
  if (!rule) return { base: 0, retroactive: false, steps: [] };
  const base = rule.kind === 'cps' ? rule.rateBp : rule.amount;
  const general = rule.kind !== 'cpc' && rule.only === undefined;
  if (!tiers || !general || (tiers.by === 'gmv') !== (rule.kind === 'cps'))
    return { base, retroactive: false, steps: [] };
  const steps: Step[] =
    tiers.by === 'gmv'
      ? tiers.steps.map(({ from, rateBp }) => ({ from, value: rateBp }))
      : tiers.steps.map(({ from, amount }) => ({ from: from - 1, value: amount }));
  return { base, retroactive: tiers.retroactive, steps };
}

/** What all bonuses together have paid when the figure is reached, at every point where one of the two pays. */
function bonuses(before: TermsRules, after: TermsRules, by: 'gmv' | 'orders'): Finding {
  const paid = ({ bonuses: all = [] }: TermsRules, reached: number) =>
    all
      .filter((bonus) => bonus.by === by && bonus.reach <= reached)
      .reduce((sum, { amount }) => sum + amount, 0);
  const points = [...(before.bonuses ?? []), ...(after.bonuses ?? [])].map(({ reach }) => reach);
  const all = points.map((point) => atLeast(paid(before, point), paid(after, point)));
  return { better: all.some((finding) => finding.better), worse: all.some((finding) => finding.worse) };
}

/** Part by part: a part that is gone or due at another time is worse, whatever another part gained. */
function fees(before: TermsRules, after: TermsRules): Finding[] {
  const now = new Map((after.milestones ?? []).map((milestone) => [milestone.key, milestone]));
  const old = new Set((before.milestones ?? []).map(({ key }) => key));
  const kept = (before.milestones ?? []).map((milestone): Finding => {
    const is = now.get(milestone.key);
    if (!is || canonical(is.due) !== canonical(milestone.due)) return { better: false, worse: true };
    return atLeast(milestone.amount, is.amount);
  });
  return [
    ...kept,
    ...[...now.keys()].filter((key) => !old.has(key)).map(() => ({ better: true, worse: false })),
  ];
}

/** A guarantee is the KOL's risk: none is best; a lower target and more days to reach it are better. */
function guarantees({ guarantee: was }: TermsRules, { guarantee: is }: TermsRules): Finding {
  if (!was || !is) return { better: Boolean(was) && !is, worse: !was && Boolean(is) };
  const target = atMost(was.target, is.target);
  const days = atLeast(was.days, is.days);
  return { better: target.better || days.better, worse: target.worse || days.worse };
}
