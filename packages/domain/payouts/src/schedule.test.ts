import { describe, expect, test } from 'vitest';
import { isDue, periodStart } from './schedule.ts';

describe('a period begins', () => {
  test.each([
    ['weekly', '2026-11-02', '2026-11-02'], // a Monday
    ['weekly', '2026-11-08', '2026-11-02'], // the Sunday after
    ['weekly', '2027-01-01', '2026-12-28'], // across the year
    ['weekly', '2028-03-01', '2028-02-28'], // across a leap day
    ['twice_monthly', '2026-11-15', '2026-11-01'],
    ['twice_monthly', '2026-11-16', '2026-11-16'],
    ['twice_monthly', '2026-11-30', '2026-11-16'],
    ['monthly', '2026-11-30', '2026-11-01'],
    ['monthly', '2026-12-01', '2026-12-01'],
  ] as const)('%s on %s: %s', (schedule, day, start) => {
    expect(periodStart(schedule, day)).toBe(start);
  });
  test('never by hand', () => {
    expect(periodStart('manual', '2026-11-02')).toBeNull();
  });
});

describe('due', () => {
  const shanghai = { timeZone: 'Asia/Shanghai', since: new Date('2026-10-28T00:00:00.000Z') };
  test('at midnight of the brand’s Monday and not a millisecond before', () => {
    // Monday, 2 November, 00:00 in Shanghai is Sunday, 16:00 UTC.
    const monday = new Date('2026-11-01T16:00:00.000Z');
    expect(isDue('weekly', { ...shanghai, now: monday })).toBe(true);
    expect(isDue('weekly', { ...shanghai, now: new Date(monday.getTime() - 1) })).toBe(false);
  });
  test('once: prepared on the day itself is prepared for the period', () => {
    const since = new Date('2026-11-01T16:00:00.000Z');
    expect(isDue('weekly', { ...shanghai, since, now: new Date('2026-11-07T00:00:00.000Z') })).toBe(false);
    expect(isDue('weekly', { ...shanghai, since, now: new Date('2026-11-08T16:00:00.000Z') })).toBe(true);
  });
  test('also days later, when the worker was away', () => {
    expect(isDue('weekly', { ...shanghai, now: new Date('2026-11-05T00:00:00.000Z') })).toBe(true);
  });
  test('summer time does not move it: New York, 1 November 2026', () => {
    const of = { timeZone: 'America/New_York', since: new Date('2026-10-20T00:00:00.000Z') };
    // Still daylight time at midnight: 04:00 UTC.
    expect(isDue('monthly', { ...of, now: new Date('2026-11-01T04:00:00.000Z') })).toBe(true);
    expect(isDue('monthly', { ...of, now: new Date('2026-11-01T03:59:59.999Z') })).toBe(false);
  });
});
