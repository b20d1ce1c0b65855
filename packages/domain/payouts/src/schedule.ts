import { after, DAY, dayIn } from '@kolony/kernel';
import type { Schedule } from './schema.ts';

/**
 * The day on which the schedule's current period began, `YYYY-MM-DD`: Monday, the 1st or 16th, the 1st. Calendar days
 * only, so summer time cannot shift it. Null for `manual`.
 */
export function periodStart(schedule: Schedule, day: string): string | null {
  const [year = '', month = '', date = ''] = day.split('-');
  switch (schedule) {
    case 'manual':
      return null;
    case 'weekly': {
      const noon = new Date(`${day}T12:00:00.000Z`);
      const sinceMonday = (noon.getUTCDay() + 6) % 7;
      return after(noon, -sinceMonday * DAY)
        .toISOString()
        .slice(0, 10);
    }
    case 'twice_monthly':
      return `${year}-${month}-${Number(date) < 16 ? '01' : '16'}`;
    case 'monthly':
      return `${year}-${month}-01`;
  }
}

/** Whether a period began, by the brand's calendar, after the day on which the last batch was prepared. */
export function isDue(schedule: Schedule, of: { timeZone: string; since: Date; now: Date }): boolean {
  const start = periodStart(schedule, dayIn(of.timeZone, of.now));
  return start !== null && dayIn(of.timeZone, of.since) < start;
}
