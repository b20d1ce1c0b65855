import { randomBytes } from 'node:crypto';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { pinQuestion } from '../run-report.ts';
import type { NewSchedule } from '../schema.ts';
import { readDays } from './schedule.ts';

/**
 * The columns of what is sent and when. `reports/bad_question` when the question is none of the report's or names fixed
 * days: refused now, because later nobody would see it.
 */
export function planOf(
  { report, question, rhythm, locale }: Omit<NewSchedule, 'recipients'>,
  { now, timeZone }: Pick<BrandScope, 'timeZone'> & { now: Date },
) {
  pinQuestion({ report, question }, { now, timeZone });
  if (readDays(question) === null)
    throw new KolonyError('reports/bad_question', 'invalid', { field: 'period' });
  return {
    question: JSON.parse(JSON.stringify(question)),
    every: rhythm.every,
    weekday: rhythm.every === 'weekly' ? rhythm.weekday : null,
    monthDay: rhythm.every === 'monthly' ? rhythm.monthDay : null,
    hour: rhythm.hour,
    locale,
  };
}

/** Rows of new recipients, each address once. */
export function recipientsOf(addresses: Iterable<string>): { token: string; address: string }[] {
  return [...new Set(addresses)].map((address) => ({
    token: randomBytes(24).toString('base64url'),
    address,
  }));
}
