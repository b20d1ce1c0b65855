import type { Terms } from './schema.ts';

/**
 * The version in force at an instant: the newest whose `effectiveFrom` is not after it, so that a later version takes the
 * place of an earlier one that was still waiting. Undefined before the first.
 */
export function termsInForce<T extends Pick<Terms, 'version' | 'effectiveFrom'>>(
  terms: readonly T[],
  at: Date,
): T | undefined {
  return terms
    .filter((version) => version.effectiveFrom <= at)
    .reduce<T | undefined>((newest, next) => (newest && newest.version > next.version ? newest : next), undefined);
}
