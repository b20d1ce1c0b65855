import { systemScope } from '@kolony/identity';
import { MailError, type Mailer } from '@kolony/mail';
import { claimMails, type DueMail, endMail, planMails, type ReportDeps, runReport } from '@kolony/reports';
import { z } from 'zod';
import { type Log, reasonOf } from '../log.ts';
import { writeMail } from './write.ts';

/** Schedules that become mails, per round. */
const PLANNED = 20;

const Pinned = z.looseObject({ period: z.object({ from: z.string(), to: z.string() }) });

export interface ReportMailDeps extends ReportDeps {
  mailer: Mailer;
  log: Log;
  /** Where the app is: mails link to it. */
  brandUrl: string;
}

/** Sends the reports that are due; what could not be sent waits in the database. */
export function openReportMail({ mailer, log, brandUrl, ...deps }: ReportMailDeps) {
  const scope = systemScope('worker');

  async function send(mail: DueMail): Promise<void> {
    const { report, question, address, token } = mail;
    const { period } = Pinned.parse(question);
    const { tables } = await runReport(deps, mail.scope, { report, question });
    const link = new URL(`/reports/${report}`, brandUrl);
    for (const [key, value] of Object.entries(addressOf(question, period))) link.searchParams.set(key, value);
    const unsubscribe = new URL(`/unsubscribe/${token}`, brandUrl).href;
    const written = await writeMail(mail, { tables, period, links: { report: link.href, unsubscribe } });
    await mailer.send({
      ...written,
      to: address,
      messageId: `${mail.id}@${new URL(brandUrl).hostname}`,
      unsubscribe: `${unsubscribe}/one-click`,
    });
  }

  return {
    /**
     * One round; returns how many mails were tried: one at most, so that a slow report outlasts no claim and a stop
     * waits for no other mail.
     */
    async round(): Promise<0 | 1> {
      await planMails(deps, scope, { limit: PLANNED });
      const [mail] = await claimMails(deps, scope, { limit: 1 });
      if (!mail) return 0;
      const error = await send(mail).then(
        () => null,
        (cause: unknown) => ({
          message: reasonOf(cause),
          permanent: cause instanceof MailError && cause.permanent,
        }),
      );
      const outcome = await endMail(deps, scope, { mail, error });
      if (outcome !== 'sent')
        log.error('report mail not sent', { mail: mail.id, outcome, reason: error?.message ?? '' });
      return 1;
    },
  };
}

/** The question as the app's address has it. */
function addressOf(
  question: Record<string, unknown>,
  { from, to }: { from: string; to: string },
): Record<string, string> {
  const { campaignId, kolId, currency, compare } = question;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const all = {
    campaign: text(campaignId),
    kol: text(kolId),
    currency: text(currency),
    compare: text(compare),
    from,
    to,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}
