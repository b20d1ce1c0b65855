/** What became of a figure: by which part of it it moved (0.25: a quarter more), `new` where there was nothing. */
export type Change = number | 'new' | null;

/** Of a count or an amount. `before` undefined: there was nothing then. Null: it cannot be said, as of two zeros. */
export function changeOf(now: number | null, before: number | null | undefined): Change {
  if (now === null || before === null) return null;
  if (before === undefined || before === 0) return now === 0 ? null : 'new';
  // By which part of a loss something moved says nothing.
  return before > 0 ? now / before - 1 : null;
}

/** Of a share: how many points it moved, as a fraction (from 10 % to 12 %: 0.02). Null while either has no value. */
export function pointsOf(now: number | null, before: number | null | undefined): number | null {
  return now === null || before === null || before === undefined ? null : now - before;
}
