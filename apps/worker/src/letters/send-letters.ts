import { type ClaimedLetter, claimLetters, endLetter, type LetterOutcome } from '@kolony/db';
import { systemScope } from '@kolony/identity';
import { MailError, type Mailer } from '@kolony/mail';
import { type Log, reasonOf } from '../log.ts';
import type { Writer, WriterDeps } from './letter.ts';
import { writeAlerts } from './write-alerts.ts';
import { writeKolInvited } from './write-kol-invited.ts';
import { writeMemberInvited } from './write-member-invited.ts';

/** Per round. */
const SENT = 10;

const WRITERS: Record<ClaimedLetter['kind'], Writer> = {
  alerts: writeAlerts,
  member_invited: writeMemberInvited,
  kol_invited: writeKolInvited,
};

/** Writes and sends letters that wait; what could not be sent waits in the database. Returns how many were tried. */
export async function sendLetters(deps: WriterDeps & { mailer: Mailer; log: Log }): Promise<number> {
  const letters = await claimLetters(deps, { limit: SENT });
  for (const letter of letters) {
    const outcome = await send(deps, letter).catch(
      (cause: unknown): LetterOutcome => ({
        error: reasonOf(cause),
        permanent: cause instanceof MailError && cause.permanent,
      }),
    );
    const ended = await endLetter(deps, letter, outcome);
    if (typeof outcome !== 'string')
      deps.log.error('letter not sent', { letter: letter.id, outcome: ended, reason: outcome.error });
  }
  return letters.length;
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
