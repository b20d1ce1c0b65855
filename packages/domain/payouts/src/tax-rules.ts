import { type Currency, mulDiv } from '@kolony/kernel';
import type { TaxLine, TaxRuleSetId } from './schema.ts';

/** A bracket of the taxable amount: tax = taxable × rate − quick deduction, for a taxable amount up to `upTo`. */
interface Bracket {
  upTo: number;
  rateBp: number;
  quickDeduction: number;
}

/** Taken off the gross before brackets apply: `fixed` up to `upTo` of gross, a share of it above. */
interface Deduction {
  upTo: number;
  fixed: number;
  shareBp: number;
}

interface TaxRuleSet {
  /** The rules are an authority's and in its currency; a payout in another one is not withheld from here. */
  currency: Currency | null;
  /** What is added up: a calendar month or year in the brand's time zone. */
  period: 'month' | 'year';
  deduction: Deduction;
  /** In ascending order, the last without end. Amounts in minor units of `currency`. */
  brackets: readonly Bracket[];
  /** From this gross in the period on it has to be reported; null: not by this rule set. */
  reportableFrom: number | null;
}

const NO_DEDUCTION: Deduction = { upTo: 0, fixed: 0, shareBp: 0 };
const flat = (rateBp: number): Bracket[] => [{ upTo: Number.MAX_SAFE_INTEGER, rateBp, quickDeduction: 0 }];

/** Withholding as data. Figures are the law's of 2026; a new year is a new entry, not new code. */
export const TAX_RULES: Record<TaxRuleSetId, TaxRuleSet> = {
  none: {
    currency: null,
    period: 'year',
    deduction: NO_DEDUCTION,
    brackets: flat(0),
    reportableFrom: null,
  },
  /** A US person with a W-9: nothing is withheld; form 1099-NEC from USD 2,000.00 paid in a calendar year (2026). */
  us_w9: {
    currency: 'USD',
    period: 'year',
    deduction: NO_DEDUCTION,
    brackets: flat(0),
    reportableFrom: 200_000,
  },
  /** A foreign person with a W-8: 30 % of the gross of US-source income, without deductions (IRC §1441). */
  us_w8: {
    currency: 'USD',
    period: 'year',
    deduction: NO_DEDUCTION,
    brackets: flat(3_000),
    reportableFrom: null,
  },
  /**
   * 劳务报酬所得预扣预缴 (税务总局公告 2018 年第 61 号): the receipts of a month are one; ¥800.00 off up to ¥4,000.00, 20 % off
   * above; then 20 %, 30 % − ¥2,000.00, 40 % − ¥7,000.00 of what is left.
   */
  cn_labour: {
    currency: 'CNY',
    period: 'month',
    deduction: { upTo: 400_000, fixed: 80_000, shareBp: 2_000 },
    brackets: [
      { upTo: 2_000_000, rateBp: 2_000, quickDeduction: 0 },
      { upTo: 5_000_000, rateBp: 3_000, quickDeduction: 200_000 },
      { upTo: Number.MAX_SAFE_INTEGER, rateBp: 4_000, quickDeduction: 700_000 },
    ],
    reportableFrom: null,
  },
};

/** The rule set that a party's payout in a currency falls under: its own where the currency is the rule's, else none. */
export function ruleSetFor(wanted: TaxRuleSetId, currency: Currency): TaxRuleSetId {
  return TAX_RULES[wanted].currency === currency ? wanted : 'none';
}

/**
 * What is kept back from `gross`, minor units: the tax of the period's sum so far and this, less what was withheld
 * before. Never below zero and never more than the gross itself. Pure; every figure of the derivation is in the answer.
 */
export function withholding(
  ruleSet: TaxRuleSetId,
  { periodGross, periodWithheld, gross }: { periodGross: number; periodWithheld: number; gross: number },
): TaxLine {
  const rules = TAX_RULES[ruleSet];
  const total = periodGross + gross;
  const deduction = deductionOf(total, rules.deduction);
  const taxable = total - deduction;
  const { rateBp, quickDeduction } = bracketOf(taxable, rules.brackets);
  const tax = mulDiv(taxable, rateBp, 10_000) - quickDeduction;
  return {
    ruleSet,
    periodGross,
    periodWithheld,
    gross,
    deduction,
    taxable,
    rateBp,
    quickDeduction,
    withheld: Math.min(gross, Math.max(0, tax - periodWithheld)),
    reportable: rules.reportableFrom !== null && total >= rules.reportableFrom,
  };
}

function deductionOf(total: number, { upTo, fixed, shareBp }: Deduction): number {
  return total <= upTo ? Math.min(total, fixed) : mulDiv(total, shareBp, 10_000);
}

function bracketOf(taxable: number, brackets: readonly Bracket[]): Bracket {
  const found = brackets.find(({ upTo }) => taxable <= upTo);
  return found ?? { upTo: 0, rateBp: 0, quickDeduction: 0 };
}
