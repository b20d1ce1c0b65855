import type { EarningRule, Only } from '@kolony/campaigns/schema';

/** What pays one kind of order line before and after; null: nothing does. */
export type RatePair = readonly [EarningRule | null, EarningRule | null];

const CUSTOMERS = ['new', 'returning', 'unknown'] as const;

/**
 * For every kind of line that two lists of rates tell apart (product × category × customer), which rule pays it, as
 * commissions prices it: the first narrower rate that fits, else the general one. Each pair of rules once.
 *
 * A kind of line is a set of rules that its product, its category and its customer fit, kept as a bit mask (at most 20
 * rules on either side), so that products nobody tells apart are looked at once.
 */
export function ratePairs(
  kind: 'cps' | 'cpa',
  before: readonly EarningRule[],
  after: readonly EarningRule[],
): RatePair[] {
  const sides = [narrowFirst(kind, before), narrowFirst(kind, after)] as const;
  const products = masks(sides, 'skus');
  const categories = masks(sides, 'categories');
  const customers = CUSTOMERS.map((customer) =>
    both(sides, ({ customer: wanted }) => wanted === undefined || wanted === customer),
  );
  const pairs = new Map<string, RatePair>();
  for (const [skuWas, skuIs] of products)
    for (const [categoryWas, categoryIs] of categories)
      for (const [customerWas, customerIs] of customers) {
        const was = lowest(skuWas & categoryWas & customerWas);
        const is = lowest(skuIs & categoryIs & customerIs);
        pairs.set(`${was}:${is}`, [sides[0][was] ?? null, sides[1][is] ?? null]);
      }
  return [...pairs.values()];
}

type Mask = readonly [before: number, after: number];
type Sides = readonly [readonly EarningRule[], readonly EarningRule[]];

function narrowFirst(kind: 'cps' | 'cpa', rules: readonly EarningRule[]): EarningRule[] {
  const own = rules.filter((rule) => rule.kind === kind);
  return [...own.filter((rule) => onlyOf(rule)), ...own.filter((rule) => !onlyOf(rule))];
}

function onlyOf(rule: EarningRule): Only | undefined {
  return 'only' in rule ? rule.only : undefined;
}

/** The masks of all products (or categories) that a rule names, and of any other. */
function masks(sides: Sides, part: 'skus' | 'categories'): Mask[] {
  const words = new Set(sides.flat().flatMap((rule) => onlyOf(rule)?.[part] ?? []));
  const all = [
    both(sides, (only) => only[part] === undefined),
    ...[...words].map((word) => both(sides, (only) => only[part]?.includes(word) ?? true)),
  ];
  return [...new Map(all.map((mask) => [mask.join(':'), mask])).values()];
}

function both([before, after]: Sides, fits: (only: Only) => boolean): Mask {
  const mask = (rules: readonly EarningRule[]) =>
    rules.reduce((bits, rule, index) => (fits(onlyOf(rule) ?? {}) ? bits | (1 << index) : bits), 0);
  return [mask(before), mask(after)];
}

/** The index of the first rule that fits; −1: none. */
function lowest(bits: number): number {
  return bits === 0 ? -1 : 31 - Math.clz32(bits & -bits);
}
