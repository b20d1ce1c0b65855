import { type ClaimedLetter, claimLetter, endLetter, type LetterOutcome } from '@kolony/db';
import { systemScope } from '@kolony/identity';
import { MailError, type Mailer } from '@kolony/mail';
import { type Log, reasonOf } from '../log.ts';
import type { Writer, WriterDeps } from './letter.ts';
import { writeAlerts } from './write-alerts.ts';
import { writeKolInvited } from './write-kol-invited.ts';
import { writeMemberInvited } from './write-member-invited.ts';

const WRITERS: Record<ClaimedLetter['kind'], Writer> = {
  alerts: writeAlerts,
  member_invited: writeMemberInvited,
  kol_invited: writeKolInvited,
};

/**
 * Writes and sends the letter that waits longest; what could not be sent waits in the database. Returns how many were
 * tried: one at most, so that a slow mail server outlasts no claim and a stop waits for no other letter.
 */
export async function sendLetter(deps: WriterDeps & { mailer: Mailer; log: Log }): Promise<0 | 1> {
  const letter = await claimLetter(deps);
  if (!letter) return 0;
  const outcome = await send(deps, letter).catch(
    (cause: unknown): LetterOutcome => ({
      error: reasonOf(cause),
      permanent: cause instanceof MailError && cause.permanent,
    }),
  );
  const ended = await endLetter(deps, letter, outcome);
  if (typeof outcome !== 'string')
    deps.log.error('letter not sent', { letter: letter.id, outcome: ended, reason: outcome.error });
  return 1;
}

async function send(
  { mailer, ...deps }: WriterDeps & { mailer: Mailer },
  { id, kind, facts }: ClaimedLetter,
): Promise<LetterOutcome> {
  const written = await WRITERS[kind](deps, systemScope('worker'), facts);
  if (!written) return 'dropped';
  await mailer.send({ ...written, messageId: `${id}@${new URL(deps.urls.brand).hostname}` });
  return 'sent';
}
