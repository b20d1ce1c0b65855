import { describe, expect, test } from 'vitest';
import { endOfDay, monthOf, monthRange, recentMonths } from './month.ts';

describe('a month begins and ends at the reader’s midnight', () => {
  test.each([
    ['2026-11', 'UTC', '2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
    ['2026-11', 'Asia/Shanghai', '2026-10-31T16:00:00.000Z', '2026-11-30T16:00:00.000Z'],
    // New York leaves summer time on 1 November 2026.
    ['2026-11', 'America/New_York', '2026-11-01T04:00:00.000Z', '2026-12-01T05:00:00.000Z'],
    ['2026-12', 'Asia/Kolkata', '2026-11-30T18:30:00.000Z', '2026-12-31T18:30:00.000Z'],
  ])('%s in %s', (month, timeZone, ...instants) => {
    const range = monthRange(month, timeZone);
    expect([range.from.toISOString(), range.to.toISOString()]).toEqual(instants);
  });
});

test.each([
  ['2026-12-01', 'Asia/Shanghai', '2026-12-01T15:59:59.000Z'],
  // This day has 25 hours in New York.
  ['2026-11-01', 'America/New_York', '2026-11-02T04:59:59.000Z'],
])('%s ends in %s at %s', (day, timeZone, instant) => {
  expect(endOfDay(day, timeZone).toISOString()).toBe(instant);
});

test('the last twelve months, over the turn of a year', () => {
  const months = recentMonths(new Date('2026-02-28T20:00:00.000Z'), 'Asia/Shanghai');
  expect([months[0], months[1], months[2], months.at(-1), months.length]).toEqual([
    '2026-03',
    '2026-02',
    '2026-01',
    '2025-04',
    12,
  ]);
  expect(monthOf(new Date('2026-02-28T20:00:00.000Z'), 'UTC')).toBe('2026-02');
});
