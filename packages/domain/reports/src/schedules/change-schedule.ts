import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { ChangeSchedule, ReportName, type Schedule } from '../schema.ts';
import { nextOccurrence } from './next-occurrence.ts';
import { planOf, recipientsOf } from './plan-of.ts';
import { rhythmOf, toSchedules } from './schedule.ts';

/**
 * Another question, rhythm, language or other recipients for a schedule. Whoever stays keeps the link that ends their
 * mails; whoever is left out gets nothing that waits either. Whoever wanted out stays out, also when they are left out
 * and taken in again. The next time changes only with the rhythm. `reports/schedule_not_found`, `reports/bad_question`.
 */
export async function changeSchedule(
  deps: Deps,
  scope: BrandScope,
  input: ChangeSchedule,
): Promise<Schedule> {
  const { id, rhythm, recipients, ...asked } = ChangeSchedule.parse(input);
  const { brandId, timeZone } = scope;
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    // The worker plans its mails before or after this, not in between.
    await tx.$queryRaw`SELECT FROM report_schedules WHERE id = ${id} AND brand_id = ${brandId} FOR UPDATE`;
    const found = await tx.reportSchedule.findFirst({
      where: { id, brandId },
      include: { recipients: { select: { address: true } } },
    });
    if (!found) throw new KolonyError('reports/schedule_not_found', 'not_found', { id });
    const report = ReportName.parse(found.report);
    const plan = planOf({ report, rhythm, ...asked }, { now, timeZone });
    const same = JSON.stringify(rhythmOf(found)) === JSON.stringify(rhythmOf(plan));
    const known = new Set(found.recipients.map(({ address }) => address));
    await tx.reportSchedule.update({
      where: { id },
      data: {
        ...plan,
        nextAt: same ? found.nextAt : nextOccurrence(rhythm, { timeZone, since: now }),
        recipients: {
          deleteMany: { address: { notIn: recipients }, optedOutAt: null },
          create: recipientsOf(recipients.filter((address) => !known.has(address))),
        },
      },
    });
    await audit(tx, scope, {
      action: 'report.rescheduled',
      subject: id,
      facts: { report, every: rhythm.every, recipients: new Set(recipients).size },
    });
  });
  const [schedule] = await toSchedules(deps, scope, { id });
  if (!schedule) throw new KolonyError('reports/schedule_not_found', 'not_found', { id });
  return schedule;
}
