import type { Period } from './schema.ts';

const DAY = 86_400_000;

/** Every calendar day of the period, in order, so that a day on which nothing happened is shown as nothing. */
export function daysOf({ from, to }: Period): string[] {
  const days: string[] = [];
  for (let day = Date.parse(from); day <= Date.parse(to); day += DAY)
    days.push(new Date(day).toISOString().slice(0, 10));
  return days;
}

/**
 * SQL: the instant lies on a day of {from}…{to} in {timeZone}. Exact whatever the zone does at midnight (a day that
 * starts at 01:00, a midnight that comes twice); the two plain bounds, a day wider, are there for the sort key.
 */
export function inPeriod(column: string): string {
  return `${column} >= toDateTime64({from:Date}, 3, 'UTC') - INTERVAL 1 DAY
    AND ${column} < toDateTime64({to:Date}, 3, 'UTC') + INTERVAL 2 DAY
    AND toDate(${column}, {timeZone:String}) BETWEEN {from:Date} AND {to:Date}`;
}
