import type { Deps } from '@kolony/db';
import { after, KolonyError, MINUTE } from '@kolony/kernel';

const WINDOW = 15 * MINUTE;
const PER_EMAIL = 10;
const PER_ADDRESS = 50;

/**
 * Counts this attempt and refuses it when there were too many in the window: `identity/too_many_attempts`
 * {retry_after_seconds}. Counted per e-mail and per address, so that neither guessing one account nor trying many works.
 */
export async function countAttempt(deps: Deps, { email, address }: { email: string; address: string }): Promise<void> {
  const limits = [
    { key: `email:${email}`, limit: PER_EMAIL },
    { key: `address:${address}`, limit: PER_ADDRESS },
  ];
  for (const { key, limit } of limits) {
    const now = deps.clock.now();
    const [row] = await deps.db.$queryRaw<{ count: number; window_start: Date }[]>`
      INSERT INTO sign_in_attempts AS a (key, window_start, count) VALUES (${key}, ${now}, 1)
      ON CONFLICT (key) DO UPDATE SET
        window_start = CASE WHEN a.window_start <= ${after(now, -WINDOW)} THEN excluded.window_start ELSE a.window_start END,
        count = CASE WHEN a.window_start <= ${after(now, -WINDOW)} THEN 1 ELSE a.count + 1 END
      RETURNING count, window_start`;
    if (row && row.count > limit) {
      const seconds = Math.ceil((row.window_start.getTime() + WINDOW - now.getTime()) / 1_000);
      throw new KolonyError('identity/too_many_attempts', 'rate_limited', { retry_after_seconds: Math.max(1, seconds) });
    }
  }
}

/** A sign-in that succeeded clears its e-mail's count. */
export async function clearAttempts({ db }: Deps, email: string): Promise<void> {
  await db.signInAttempt.deleteMany({ where: { key: `email:${email}` } });
}
