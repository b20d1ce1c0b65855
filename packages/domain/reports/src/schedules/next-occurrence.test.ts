import { expect, test } from 'vitest';
import type { Rhythm } from '../schema.ts';
import { nextOccurrence } from './next-occurrence.ts';

function next(rhythm: Rhythm, timeZone: string, since: string): string {
  return nextOccurrence(rhythm, { timeZone, since: new Date(since) })
    .toISOString()
    .replace('.000Z', 'Z');
}
const daily = (hour: number): Rhythm => ({ every: 'daily', hour });

test('eight in the morning is the workspace’s, today while it is to come and tomorrow after it', () => {
  expect(next(daily(8), 'Asia/Shanghai', '2026-11-24T23:59:59Z')).toBe('2026-11-25T00:00:00Z');
  expect(next(daily(8), 'Asia/Shanghai', '2026-11-25T00:00:00Z')).toBe('2026-11-26T00:00:00Z');
  expect(next(daily(8), 'America/Los_Angeles', '2026-11-25T00:00:00Z')).toBe('2026-11-25T16:00:00Z');
  // Half past: St John's is three and a half hours behind.
  expect(next(daily(8), 'America/St_Johns', '2026-11-25T00:00:00Z')).toBe('2026-11-25T11:30:00Z');
});

test('weekly on its weekday, Sunday the seventh; monthly on its day', () => {
  // The 24th of November 2026 is a Tuesday.
  expect(next({ every: 'weekly', weekday: 1, hour: 9 }, 'UTC', '2026-11-24T12:00:00Z')).toBe(
    '2026-11-30T09:00:00Z',
  );
  expect(next({ every: 'weekly', weekday: 7, hour: 9 }, 'UTC', '2026-11-24T12:00:00Z')).toBe(
    '2026-11-29T09:00:00Z',
  );
  expect(next({ every: 'weekly', weekday: 2, hour: 12 }, 'UTC', '2026-11-24T12:00:00Z')).toBe(
    '2026-12-01T12:00:00Z',
  );
  expect(next({ every: 'monthly', monthDay: 1, hour: 0 }, 'UTC', '2026-12-01T00:00:00Z')).toBe(
    '2027-01-01T00:00:00Z',
  );
  expect(next({ every: 'monthly', monthDay: 28, hour: 7 }, 'UTC', '2027-02-01T00:00:00Z')).toBe(
    '2027-02-28T07:00:00Z',
  );
});

test('the hour stays through clock changes; one that is left out is the next, one that comes twice the first', () => {
  // New York 2027: clocks go from 2 to 3 on the 14th of March, from 2 to 1 on the 7th of November.
  expect(next(daily(8), 'America/New_York', '2027-03-13T14:00:00Z')).toBe('2027-03-14T12:00:00Z');
  expect(next(daily(2), 'America/New_York', '2027-03-13T14:00:00Z')).toBe('2027-03-14T07:00:00Z');
  expect(next(daily(1), 'America/New_York', '2027-11-06T14:00:00Z')).toBe('2027-11-07T05:00:00Z');
  expect(next(daily(1), 'America/New_York', '2027-11-07T05:00:00Z')).toBe('2027-11-08T06:00:00Z');
  // Paris: from 3 to 2 on the 31st of October 2027, east of UTC.
  expect(next(daily(2), 'Europe/Paris', '2027-10-30T12:00:00Z')).toBe('2027-10-31T00:00:00Z');
  expect(next(daily(2), 'Europe/Paris', '2027-10-31T00:00:00Z')).toBe('2027-11-01T01:00:00Z');
  // Lord Howe moves by half an hour; Apia once left out a whole day.
  expect(next(daily(2), 'Australia/Lord_Howe', '2027-10-02T12:00:00Z')).toBe('2027-10-02T15:30:00Z');
  expect(next(daily(9), 'Pacific/Apia', '2011-12-29T20:00:00Z')).toBe('2011-12-30T19:00:00Z');
});
