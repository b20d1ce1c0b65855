import { after, DAY, HOUR, MINUTE, newId } from '@kolony/kernel';
import { sha256 } from '@kolony/kernel/hash';
import { type Database, type Deps, Prisma, type Tx } from './database.ts';

/** So long a letter waits at first: what was a slip, or is answered on the spot, is never mailed. Milliseconds. */
const SECOND_THOUGHTS = 10_000;
/** After so long a failed letter is tried again; after the last one it is given up. */
const RETRIES = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR];
/** A claim that was not ended by then belongs to a worker that is gone. */
const CLAIM = 5 * MINUTE;
/** Invitations that are mailed to one address in a day, whoever invites: anybody can sign a workspace up. */
const INVITED_A_DAY = 3;
/** So long it can be seen what became of one. */
const KEPT = 30 * DAY;

type LetterKind = 'alerts' | 'member_invited' | 'kol_invited';

interface NewLetter {
  kind: LetterKind;
  /** Names what it is about, within its kind: the same is queued once. */
  about: string;
  /** Ids, instants, a link's token: what is looked up when the letter is written. */
  facts: Record<string, string>;
}

/** A letter that somebody claimed. */
export interface ClaimedLetter {
  id: string;
  kind: LetterKind;
  facts: unknown;
  /** Names the claim, with `id`. */
  attempts: number;
}

/** What came of an attempt. `dropped`: there was nothing to say any more. */
export type LetterOutcome = 'sent' | 'dropped' | { error: string; permanent: boolean };

/** Queues letters in the transaction that makes them due: they are sent if and only if it commits. */
export async function queueLetters(tx: Tx, letters: readonly NewLetter[], now: Date): Promise<void> {
  await tx.letter.createMany({
    data: letters.map(({ kind, about, facts }) => ({
      id: newId('ltr', now.getTime()),
      kind,
      key: keyOf({ kind, about }),
      facts,
      state: 'pending',
      nextAttemptAt: after(now, SECOND_THOUGHTS),
    })),
    skipDuplicates: true,
  });
}

/**
 * Queues an invitation's letter, unless as many as one address may get were queued to it within a day: the invitation
 * is there all the same, and is found without a mail.
 */
export async function queueInvitation(
  tx: Tx,
  { to, kind, about, facts }: NewLetter & { to: string },
  now: Date,
): Promise<void> {
  const invited = sha256(to);
  // Of two at once the second waits here, and then counts the first.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${invited}, 0))`;
  const recent = { invited, queuedAt: { gt: after(now, -DAY) } };
  if ((await tx.letter.count({ where: recent })) >= INVITED_A_DAY) return;
  await queueLetters(tx, [{ kind, about, facts }], now);
  await tx.letter.update({ where: { key: keyOf({ kind, about }) }, data: { invited, queuedAt: now } });
}

function keyOf({ kind, about }: Pick<NewLetter, 'kind' | 'about'>): string {
  return `${kind}:${about}`;
}

/** Claims the letter that waits longest, if any; a claim is nobody else's for five minutes. */
export async function claimLetter({ db, clock }: Deps): Promise<ClaimedLetter | undefined> {
  const now = clock.now();
  const [claimed] = await db.$queryRaw<ClaimedLetter[]>`
    UPDATE letters SET attempts = attempts + 1, next_attempt_at = ${after(now, CLAIM)}
    WHERE id IN (SELECT id FROM letters WHERE state = 'pending' AND next_attempt_at <= ${now}
      ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, facts, attempts`;
  return claimed;
}

/** Notes what came of an attempt. A failed letter waits for its next, unless it was the last or another would fail too. */
export async function endLetter(
  { db, clock }: Deps,
  { id, attempts }: ClaimedLetter,
  outcome: LetterOutcome,
): Promise<'sent' | 'dropped' | 'waits' | 'failed'> {
  const now = clock.now();
  if (typeof outcome === 'string') {
    await close(db, { id, attempts }, { state: outcome, endedAt: now, error: null });
    return outcome;
  }
  const { permanent, error: said } = outcome;
  const error = said.slice(0, 300);
  const pause = permanent ? undefined : RETRIES[attempts - 1];
  if (pause === undefined) {
    await close(db, { id, attempts }, { state: 'failed', endedAt: now, error });
    return 'failed';
  }
  await db.letter.updateMany({
    where: { id, attempts, state: 'pending' },
    data: { nextAttemptAt: after(now, pause), error },
  });
  return 'waits';
}

/** What it was looked up by goes: it may hold a link's token. */
async function close(
  db: Database,
  claim: Pick<ClaimedLetter, 'id' | 'attempts'>,
  end: { state: string; endedAt: Date; error: string | null },
): Promise<void> {
  await db.letter.updateMany({
    where: { ...claim, state: 'pending' },
    data: { ...end, facts: Prisma.DbNull },
  });
}

/** Removes letters that ended a month ago. */
export async function forgetLetters({ db, clock }: Deps): Promise<void> {
  await db.letter.deleteMany({ where: { endedAt: { lt: after(clock.now(), -KEPT) } } });
}
