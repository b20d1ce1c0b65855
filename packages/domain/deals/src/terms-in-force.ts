/**
 * The version in force at an instant: the newest whose `effectiveFrom` is not after it, so that a later version takes the
 * place of an earlier one that was still waiting. Undefined before the first.
 */
export function termsInForce<T extends { version: number; effectiveFrom: Date }>(
  terms: readonly T[],
  at: Date,
): T | undefined {
  const inForce = terms.filter(({ effectiveFrom }) => effectiveFrom <= at);
  return inForce.sort((a, b) => b.version - a.version)[0];
}
