import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, newId } from '@kolony/kernel';
import { NewSchedule, type Schedule } from '../schema.ts';
import { nextOccurrence } from './next-occurrence.ts';
import { planOf, recipientsOf } from './plan-of.ts';
import { toSchedules } from './schedule.ts';

/** More would be a mailing list. */
const MOST = 50;

/**
 * Sends a report again and again, from the next time its rhythm names. `reports/bad_question` when the question is none
 * of the report's or names fixed days, `reports/too_many_schedules`.
 */
export async function createSchedule(deps: Deps, scope: BrandScope, input: NewSchedule): Promise<Schedule> {
  const { recipients, ...asked } = NewSchedule.parse(input);
  const { report, rhythm } = asked;
  const { brandId, actor: createdBy, timeZone } = scope;
  const now = deps.clock.now();
  const plan = planOf(asked, { now, timeZone });
  const row = await inTransaction(deps.db, async (tx) => {
    // One after the other: two at once would both see room.
    await tx.$queryRaw`SELECT FROM brands WHERE id = ${brandId} FOR NO KEY UPDATE`;
    if ((await tx.reportSchedule.count({ where: { brandId } })) >= MOST)
      throw new KolonyError('reports/too_many_schedules', 'conflict', { most: MOST });
    const created = await tx.reportSchedule.create({
      data: {
        id: newId('sch', now.getTime()),
        brandId,
        report,
        ...plan,
        createdBy,
        createdAt: now,
        nextAt: nextOccurrence(rhythm, { timeZone, since: now }),
        recipients: { create: recipientsOf(recipients) },
      },
    });
    await audit(tx, scope, {
      action: 'report.scheduled',
      subject: created.id,
      facts: { report, every: rhythm.every, recipients: recipients.length },
    });
    return created;
  });
  const [schedule] = await toSchedules(deps, scope, { id: row.id });
  if (!schedule) throw new KolonyError('reports/schedule_not_found', 'not_found', { id: row.id });
  return schedule;
}
