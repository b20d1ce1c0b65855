import { type Currency, exponentOf, minor } from '@kolony/kernel';
import { malformed } from './json.ts';

/**
 * A shop's decimal text in minor units: `"19.90"` EUR → 1990, `"1000.00"` JPY → 1000. Digits beyond the currency's are
 * refused unless they are zero: what they mean is not known here. `connectors/malformed_event` {field}.
 */
export function amountOf(text: string, currency: Currency, field: string): number {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,12}))?$/.exec(text.trim());
  if (!match) throw malformed(field);
  const exponent = exponentOf(currency);
  const fraction = (match[3] ?? '').replace(/0+$/, '').padEnd(exponent, '0');
  if (fraction.length > exponent) throw malformed(field);
  const amount = minor(`${match[2]}${fraction}`);
  return match[1] && amount !== 0 ? -amount : amount;
}

/** What an order's amount does not hang on: left out where it is not there or is no amount, instead of losing the order. */
export function partsOf(
  texts: Record<'discount' | 'shipping' | 'tax', string | null | undefined>,
  currency: Currency,
): Partial<Record<'discount' | 'shipping' | 'tax', number>> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([part, text]) => {
      if (text == null) return [];
      try {
        const amount = amountOf(text, currency, part);
        return amount >= 0 && amount <= MOST ? [[part, amount]] : [];
      } catch {
        return [];
      }
    }),
  );
}

/** Of any amount here. */
const MOST = 1_000_000_000_000;
