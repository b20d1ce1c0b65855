import { after, DAY, HOUR, SECOND } from '@kolony/kernel';

/** An event is tried for so long after its first attempt. */
export const RETRIED_FOR = 3 * DAY;
/** An endpoint without a success for so long is disabled at its next failure. */
export const FAILING_FOR = 5 * DAY;

const FIRST = 5 * SECOND;
const FACTOR = 3;
const LONGEST = 8 * HOUR;
/** Of the delay, either way: what failed together is not tried again together. */
const JITTER = 0.2;
/** A receiver may ask for a longer pause than ours, but not for for ever. */
const LONGEST_ASKED = DAY;

export interface Failure {
  /** Attempts made, this one included. */
  attempts: number;
  firstAttemptAt: Date;
  now: Date;
  retryAfterMs: number | null;
}

/**
 * When to try again: 5 s, 15 s, 45 s … 8 h after the failure, ± 20 %, later if the receiver asked for it; null once
 * three days since the first attempt would have passed. `random` is in [0, 1).
 */
export function nextAttempt(
  { attempts, firstAttemptAt, now, retryAfterMs }: Failure,
  random: () => number = Math.random,
): Date | null {
  const delay = Math.min(LONGEST, FIRST * FACTOR ** (attempts - 1)) * (1 + JITTER * (2 * random() - 1));
  const next = after(now, Math.max(Math.round(delay), Math.min(retryAfterMs ?? 0, LONGEST_ASKED)));
  return next > after(firstAttemptAt, RETRIED_FOR) ? null : next;
}
