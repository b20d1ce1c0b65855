import { describe, expect, test } from 'vitest';
import { daysOf } from './period.ts';
import { Period } from './schema.ts';

describe('a period', () => {
  test('has every calendar day, both ends included, across a leap day', () => {
    expect(daysOf({ from: '2028-02-28', to: '2028-03-01' })).toEqual([
      '2028-02-28',
      '2028-02-29',
      '2028-03-01',
    ]);
    expect(daysOf({ from: '2026-11-01', to: '2026-11-01' })).toEqual(['2026-11-01']);
  });

  test.each([
    [{ from: '2026-11-02', to: '2026-11-01' }, 'period_reversed'],
    [{ from: '2020-01-01', to: '2026-11-01' }, 'period_too_long'],
    [{ from: '1899-12-31', to: '1900-01-01' }, 'day_out_of_range'],
  ])('%o is refused', (period, message) => {
    expect(Period.safeParse(period).error?.issues.map((issue) => issue.message)).toContain(message);
  });
});
