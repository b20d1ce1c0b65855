import { RATE_LOCK_DAYS, type TermsRules } from '@kolony/campaigns/schema';
import { after, DAY, present } from '@kolony/kernel';
import { compareRules } from './compare-rules.ts';
import { termsInForce } from './terms-in-force.ts';

/** A version of Terms, as far as its beginning matters. */
interface Version {
  version: number;
  rules: TermsRules;
  effectiveFrom: Date;
}

/**
 * When new rules come into force. What is worse for the KOL in any respect waits for the rate lock, everything else
 * begins at once. A lowering that is announced already is not put off by one that is milder: it comes when the announced
 * one would have.
 */
export function effectiveFrom(
  versions: readonly Version[],
  { rules, at }: { rules: TermsRules; at: Date },
): Date {
  const current = present(termsInForce(versions, at), 'terms in force');
  if (compareRules(current.rules, rules) !== 'lowers') return at;
  const locked = after(at, RATE_LOCK_DAYS * DAY);
  const newest = present(versions.at(-1), 'terms');
  const milder = newest.effectiveFrom > at && compareRules(newest.rules, rules) !== 'lowers';
  return milder && newest.effectiveFrom < locked ? newest.effectiveFrom : locked;
}
