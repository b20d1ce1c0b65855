import type { Terms } from '@kolony/deals/schema';

/** replaced · in force · waiting for its day · never: a newer version took its place before it began. */
export type VersionState = 'replaced' | 'in_force' | 'upcoming' | 'never';

type Version = Pick<Terms, 'version' | 'effectiveFrom'>;

/** What a version of a deal's Terms is at an instant; the newest that has begun is in force. */
export function versionState(terms: readonly Version[], version: number, now: number): VersionState {
  const begun = terms.filter((each) => each.effectiveFrom.getTime() <= now);
  const inForce = Math.max(0, ...begun.map((each) => each.version));
  if (version === inForce) return 'in_force';
  const own = terms.find((each) => each.version === version);
  const from = own?.effectiveFrom.getTime() ?? 0;
  const overtaken = terms.some((each) => each.version > version && each.effectiveFrom.getTime() <= from);
  if (overtaken) return 'never';
  return version < inForce ? 'replaced' : 'upcoming';
}
