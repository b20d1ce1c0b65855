import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { z } from 'zod';
import { makersOf } from '../makers-of.ts';
import { MailLocale, ReportName, Rhythm, Schedule } from '../schema.ts';

const Relative = z.looseObject({ period: z.object({ days: z.int() }) });

/** How many days a question looks back; null when it names fixed ones. */
export function readDays(question: unknown): number | null {
  return Relative.safeParse(question).data?.period.days ?? null;
}

interface RhythmRow {
  every: string;
  weekday: number | null;
  monthDay: number | null;
  hour: number;
}

export function rhythmOf({ every, weekday, monthDay, hour }: RhythmRow): Rhythm {
  return Rhythm.parse({ every, hour, weekday: weekday ?? undefined, monthDay: monthDay ?? undefined });
}

const LISTED = 100;

/** The workspace's schedules (or one), newest first, each with whom it writes to and what came of the last mail. */
export async function toSchedules(
  { db }: Pick<Deps, 'db'>,
  { brandId }: BrandScope,
  { id }: { id?: string } = {},
): Promise<Schedule[]> {
  const rows = await db.reportSchedule.findMany({
    where: { brandId, ...(id === undefined ? {} : { id }) },
    include: {
      recipients: {
        orderBy: { address: 'asc' },
        include: { mails: { orderBy: { dueAt: 'desc' }, take: 1 } },
      },
    },
    orderBy: { id: 'desc' },
    take: LISTED,
  });
  const makers = await makersOf({ db }, rows);
  return rows.map((row) =>
    Schedule.parse({
      id: row.id,
      report: ReportName.parse(row.report),
      question: row.question,
      rhythm: rhythmOf(row),
      locale: MailLocale.parse(row.locale),
      days: readDays(row.question),
      recipients: row.recipients.map(({ address, optedOutAt, mails: [last] }) => ({
        address,
        optedOut: optedOutAt !== null,
        last: last ? { state: last.state, at: last.endedAt ?? last.dueAt, error: last.error } : null,
      })),
      createdBy: makers.get(row.createdBy) ?? row.createdBy,
      nextAt: row.nextAt,
    }),
  );
}
