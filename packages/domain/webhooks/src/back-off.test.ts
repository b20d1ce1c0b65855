import { after, DAY, HOUR, MINUTE, SECOND } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import { type Failure, nextAttempt, RETRIED_FOR } from './back-off.ts';

const start = new Date('2026-10-01T00:00:00.000Z');
const failed = (more: Partial<Failure> = {}): Failure => ({
  attempts: 1,
  firstAttemptAt: start,
  now: start,
  retryAfterMs: null,
  ...more,
});
const wait = (failure: Failure, random = () => 0.5) => {
  const next = nextAttempt(failure, random);
  return next && next.getTime() - failure.now.getTime();
};

describe('the pause after a failure', () => {
  test.each([
    [1, 5 * SECOND],
    [2, 15 * SECOND],
    [3, 45 * SECOND],
    [4, 135 * SECOND],
    [8, 10_935 * SECOND],
    [9, 8 * HOUR],
    [30, 8 * HOUR],
  ])('after attempt %i is %i ms', (attempts, expected) => {
    expect(wait(failed({ attempts }))).toBe(expected);
  });

  test('is a fifth shorter or longer by chance', () => {
    expect(wait(failed(), () => 0)).toBe(4 * SECOND);
    expect(wait(failed(), () => 0.999_999)).toBe(6 * SECOND);
  });

  test('is as long as the receiver asks, up to a day, and never shorter than ours', () => {
    expect(wait(failed({ retryAfterMs: 10 * MINUTE }))).toBe(10 * MINUTE);
    expect(wait(failed({ retryAfterMs: 400 * DAY }))).toBe(DAY);
    expect(wait(failed({ attempts: 9, retryAfterMs: SECOND }))).toBe(8 * HOUR);
  });
});

test('ends three days after the first attempt, however chance falls', () => {
  for (const random of [() => 0, () => 0.5, () => 0.999_999]) {
    let now = start;
    let attempts = 1;
    for (;;) {
      const next = nextAttempt(failed({ attempts, now }), random);
      if (!next) break;
      expect(next > now && next <= after(start, RETRIED_FOR)).toBe(true);
      now = next;
      attempts += 1;
    }
    expect(now.getTime()).toBeGreaterThan(start.getTime() + RETRIED_FOR - 10 * HOUR);
    expect(attempts).toBeGreaterThan(14);
    expect(attempts).toBeLessThan(22);
  }
});
