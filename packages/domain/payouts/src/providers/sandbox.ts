import type { Database } from '@kolony/db';
import { type Clock, KolonyError, minor } from '@kolony/kernel';
import type { Payment, PayoutProvider, ProviderAnswer } from './provider.ts';

interface Entry {
  key: string;
  digit: string;
  state: string;
  amount: bigint;
  currency: string;
  submissions: number;
}

const CLOSED = 'The account is closed.';
const UNKNOWN = 'The account holder is unknown at this bank.';

/**
 * A bank that is none, for trying things out; the last digit of the account says what happens:
 * 1 fails at once, 2 settles and is returned when it is asked about later, 3 settles but its answer is lost (a
 * time-out), anything else settles. It keeps its own books, in a transaction of its own, as something outside would:
 * a key is paid once, however often it is sent.
 */
export function sandbox({ db, clock }: { db: Database; clock: Clock }): PayoutProvider {
  return {
    async submit(payment, key) {
      const entry = await enter(db, { payment, key, at: clock.now() });
      if (minor(entry.amount) !== payment.amount || entry.currency !== payment.currency)
        throw new KolonyError('payouts/key_reused', 'internal', { key });
      if (entry.digit === '3' && entry.submissions === 1)
        throw new KolonyError('payouts/provider_timeout', 'unavailable', { key });
      return answer(entry);
    },
    async query(key) {
      const entry = await db.sandboxPayment.findUnique({ where: { key } });
      if (!entry) return { state: 'unknown' };
      if (entry.digit === '2' && entry.state === 'settled') {
        await db.sandboxPayment.update({ where: { key }, data: { state: 'returned' } });
        return answer({ ...entry, state: 'returned' });
      }
      return answer(entry);
    },
  };
}

async function enter(
  db: Database,
  { payment, key, at }: { payment: Payment; key: string; at: Date },
): Promise<Entry> {
  const digit = payment.account.number.slice(-1);
  return db.sandboxPayment.upsert({
    where: { key },
    create: {
      key,
      amount: payment.amount,
      currency: payment.currency,
      digit,
      state: digit === '1' ? 'failed' : 'settled',
      createdAt: at,
    },
    update: { submissions: { increment: 1 } },
  });
}

function answer({ key, state }: Pick<Entry, 'key' | 'state'>): ProviderAnswer {
  const reference = `SANDBOX-${key.slice(-12).toUpperCase()}`;
  if (state === 'failed') return { state, reason: CLOSED };
  if (state === 'returned') return { state, reference, reason: UNKNOWN };
  return { state: 'settled', reference };
}
