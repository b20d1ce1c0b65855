import type { TaxLine } from '@kolony/payouts/schema';

/** What a tax line comes to, ready for sentences; minor units. */
export interface TaxReading {
  /** Everything paid in the rule's period, this payout included. */
  total: number;
  /** The whole period's tax; null where the payout's own sum or what was withheld before decided instead. */
  due: number | null;
  /** Why nothing, or not all of it, is withheld now. */
  because: 'none' | 'untaxed' | 'nothing_due' | 'withheld_before' | 'capped' | null;
}

/** Reads a derivation without calculating tax again: what was withheld is the line's own figure. */
export function readTax(line: TaxLine): TaxReading {
  const total = line.periodGross + line.gross;
  if (line.ruleSet === 'none') return { total, due: null, because: 'none' };
  if (line.ruleSet === 'us_w9') return { total, due: null, because: 'untaxed' };
  if (line.withheld === 0 && line.taxable === 0) return { total, due: null, because: 'nothing_due' };
  if (line.withheld === 0 && line.gross > 0 && line.periodWithheld > 0)
    return { total, due: null, because: 'withheld_before' };
  if (line.withheld === line.gross && line.gross > 0) return { total, due: null, because: 'capped' };
  return { total, due: line.periodWithheld + line.withheld, because: null };
}
