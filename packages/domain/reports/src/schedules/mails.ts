import { type Deps, inTransaction } from '@kolony/db';
import { brandScopeOf } from '@kolony/identity';
import type { BrandScope, SystemScope } from '@kolony/identity/schema';
import { after, DAY, HOUR, MINUTE, newId } from '@kolony/kernel';
import { pinQuestion } from '../run-report.ts';
import { MailLocale, ReportName } from '../schema.ts';
import { nextOccurrence } from './next-occurrence.ts';
import { rhythmOf } from './schedule.ts';

/** After so long a failed mail is tried again; after the last one it is given up. */
const RETRIES = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR];
/** A claim that was not ended by then belongs to a worker that is gone. */
const CLAIM = 5 * MINUTE;

/**
 * Turns schedules that are due into mails that wait, each once whatever happens in between, and names their next time.
 * Times that passed while nobody looked are one mail, not several. Returns how many schedules that were.
 */
export async function planMails(
  deps: Deps,
  _scope: SystemScope,
  { limit }: { limit: number },
): Promise<number> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const due = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM report_schedules WHERE next_at <= ${now} ORDER BY next_at LIMIT ${limit}
      FOR UPDATE SKIP LOCKED`;
    const schedules = await tx.reportSchedule.findMany({
      where: { id: { in: due.map(({ id }) => id) } },
      include: { recipients: { where: { optedOutAt: null } }, brand: { select: { timeZone: true } } },
    });
    for (const { id, brandId, nextAt: dueAt, recipients, brand, ...row } of schedules) {
      await tx.reportMail.createMany({
        data: recipients.map(({ token }) => ({
          id: newId('rml', now.getTime()),
          recipient: token,
          brandId,
          dueAt,
          state: 'pending',
          nextAttemptAt: now,
        })),
        skipDuplicates: true,
      });
      const nextAt = nextOccurrence(rhythmOf(row), { timeZone: brand.timeZone, since: now });
      await tx.reportSchedule.update({ where: { id }, data: { nextAt } });
    }
    return schedules.length;
  });
}

/** A mail that somebody claimed: its report is to be computed, written and sent. */
export interface DueMail {
  id: string;
  /** Names the claim, with `id`. */
  attempts: number;
  /** Of the workspace, for the process that sends. */
  scope: BrandScope;
  brandName: string;
  report: ReportName;
  /** With its days by name: they end the day before it was due. */
  question: Record<string, unknown>;
  locale: MailLocale;
  address: string;
  /** What ends the mails. */
  token: string;
  /** The last attempt before it is given up. */
  last: boolean;
}

/** Claims mails that wait, oldest first; a claim is nobody else's for five minutes. */
export async function claimMails(
  deps: Deps,
  scope: SystemScope,
  { limit }: { limit: number },
): Promise<DueMail[]> {
  const now = deps.clock.now();
  const claimed = await deps.db.$queryRaw<{ id: string }[]>`
    UPDATE report_mails SET attempts = attempts + 1, next_attempt_at = ${after(now, CLAIM)}
    WHERE id IN (SELECT id FROM report_mails WHERE state = 'pending' AND next_attempt_at <= ${now}
      ORDER BY next_attempt_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  const mails = await deps.db.reportMail.findMany({
    where: { id: { in: claimed.map(({ id }) => id) } },
    include: { to: { include: { schedule: { include: { brand: { select: { name: true } } } } } } },
    orderBy: { id: 'asc' },
  });
  return Promise.all(
    mails.map(async ({ id, attempts, brandId, dueAt, to }) => {
      const brand = await brandScopeOf(deps, scope, { brandId });
      const report = ReportName.parse(to.schedule.report);
      const asked = { now: after(dueAt, -DAY), timeZone: brand.timeZone };
      return {
        id,
        attempts,
        scope: brand,
        brandName: to.schedule.brand.name,
        report,
        question: pinQuestion({ report, question: to.schedule.question }, asked),
        locale: MailLocale.parse(to.schedule.locale),
        address: to.address,
        token: to.token,
        last: attempts > RETRIES.length,
      };
    }),
  );
}

/** What came of an attempt. A failed one waits for its next, unless it was the last or another would fail too. */
export async function endMail(
  { db, clock }: Deps,
  _scope: SystemScope,
  { mail, error }: { mail: DueMail; error: { message: string; permanent: boolean } | null },
): Promise<'sent' | 'waits' | 'failed'> {
  const now = clock.now();
  const { id, attempts } = mail;
  const mine = { id, attempts, state: 'pending' };
  if (error === null) {
    await db.reportMail.updateMany({ where: mine, data: { state: 'sent', endedAt: now, error: null } });
    return 'sent';
  }
  const said = error.message.slice(0, 300);
  if (error.permanent || mail.last) {
    await db.reportMail.updateMany({ where: mine, data: { state: 'failed', endedAt: now, error: said } });
    return 'failed';
  }
  const nextAttemptAt = after(now, RETRIES[attempts - 1] ?? HOUR);
  await db.reportMail.updateMany({ where: mine, data: { nextAttemptAt, error: said } });
  return 'waits';
}
