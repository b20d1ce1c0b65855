import { type Deps, inTransaction, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { SystemScope } from '@kolony/identity/schema';
import { type Currency, minor } from '@kolony/kernel';
import { fail } from './fail-payout.ts';
import { manual } from './providers/manual.ts';
import { keyFor, type PayoutProvider, type ProviderAnswer } from './providers/provider.ts';
import { sandbox } from './providers/sandbox.ts';
import { comeBack } from './return-payout.ts';
import { BankAccount, type PayoutState, type Provider } from './schema.ts';
import { settle } from './settle-payout.ts';
import { lockPayout, mayFollow } from './transition.ts';

/** `providers` replaces adapters by name. */
export type PayoutDeps = Deps & { providers?: Partial<Record<Provider, PayoutProvider>> };

interface Claimed {
  id: string;
  provider: Provider;
  state: PayoutState;
  net: bigint;
  currency: Currency;
  account: unknown;
}

/**
 * Hands approved payouts to their provider and asks about those whose end is not known yet; returns how many changed.
 * A payout is marked as submitted before it is sent and always sent with the same key, so neither a crash between the
 * two nor a second worker pays twice: what is submitted or in doubt is asked about, and sent again only when the
 * provider never got it. `limit` bounds each of the two.
 */
export async function submitPayouts(
  deps: PayoutDeps,
  scope: SystemScope,
  { limit }: { limit: number },
): Promise<number> {
  const providers = { manual, sandbox: sandbox(deps), ...deps.providers };
  let changed = 0;
  for (const payout of await claimApproved(deps, scope, limit))
    changed += await report(deps, scope, { payout, asked: send(providers[payout.provider], payout) });
  for (const payout of await claimOpen(deps, limit))
    changed += await report(deps, scope, { payout, asked: ask(providers[payout.provider], payout) });
  return changed;
}

async function send(provider: PayoutProvider, payout: Claimed): Promise<ProviderAnswer> {
  const { id: payoutId, net, currency } = payout;
  const account = BankAccount.parse(payout.account);
  return provider.submit({ payoutId, amount: minor(net), currency, account }, keyFor(payoutId));
}

async function ask(provider: PayoutProvider, payout: Claimed): Promise<ProviderAnswer> {
  const answer = await provider.query(keyFor(payout.id));
  // What was paid once is not sent again, whatever a provider has forgotten.
  return answer.state === 'unknown' && payout.state !== 'paid' ? send(provider, payout) : answer;
}

/** Committed before anything is sent. Rows that another worker holds are left to it. */
async function claimApproved(deps: Deps, scope: SystemScope, limit: number): Promise<Claimed[]> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const claimed = await tx.$queryRaw<(Claimed & { brand_id: string })[]>`
      UPDATE payouts SET state = 'submitted', submitted_at = ${now}, checked_at = ${now}
      FROM payout_batches b
      WHERE b.id = payouts.batch_id AND payouts.id IN (
        SELECT p.id FROM payouts p JOIN payout_batches pb ON pb.id = p.batch_id
        WHERE p.state = 'approved' AND pb.provider <> 'manual'
        ORDER BY p.approved_at, p.id LIMIT ${limit} FOR NO KEY UPDATE OF p SKIP LOCKED)
      RETURNING payouts.id, payouts.brand_id, b.provider, payouts.state,
        payouts.amount - payouts.recovered - payouts.withheld AS net, payouts.currency, payouts.account`;
    for (const { id, brand_id, provider } of claimed)
      await audit(tx, scope, {
        brandId: brand_id,
        action: 'payout.submitted',
        subject: id,
        facts: { provider, key: keyFor(id) },
      });
    return claimed;
  });
}

/**
 * Submitted and in doubt: asked after half a minute, then ever more rarely, at least once an hour. Paid: for ten days,
 * ever more rarely, because a bank may send the money back.
 */
async function claimOpen({ db, clock }: Deps, limit: number): Promise<Claimed[]> {
  const now = clock.now();
  return db.$queryRaw<Claimed[]>`
    UPDATE payouts SET checked_at = ${now}
    FROM payout_batches b
    WHERE b.id = payouts.batch_id AND payouts.id IN (
      SELECT p.id FROM payouts p JOIN payout_batches pb ON pb.id = p.batch_id
      WHERE pb.provider <> 'manual' AND (
        p.state IN ('submitted', 'in_doubt') AND ${now}::timestamptz - p.checked_at >=
          least(interval '1 hour', greatest(interval '30 seconds', p.checked_at - p.submitted_at))
        OR p.state = 'paid' AND p.paid_at > ${now}::timestamptz - interval '10 days' AND ${now}::timestamptz - p.checked_at >=
          greatest(interval '1 minute', p.checked_at - p.paid_at))
      ORDER BY p.checked_at, p.id LIMIT ${limit} FOR NO KEY UPDATE OF p SKIP LOCKED)
    RETURNING payouts.id, b.provider, payouts.state,
      payouts.amount - payouts.recovered - payouts.withheld AS net, payouts.currency, payouts.account`;
}

/** Books what the provider said, in a transaction of its own; without an answer the payout is in doubt. */
async function report(
  deps: Deps,
  scope: SystemScope,
  { payout, asked }: { payout: Claimed; asked: Promise<ProviderAnswer> },
): Promise<number> {
  const answer = await asked.catch((error: unknown) => ({ state: 'lost' as const, why: String(error) }));
  return inTransaction(deps.db, (tx) => book(tx, scope, { id: payout.id, answer, now: deps.clock.now() }));
}

type Heard = ProviderAnswer | { state: 'lost'; why: string };

async function book(
  tx: Tx,
  scope: SystemScope,
  { id, answer, now }: { id: string; answer: Heard; now: Date },
): Promise<number> {
  const payout = await lockPayout(tx, { id });
  const { state } = payout;
  switch (answer.state) {
    case 'settled':
      if (!mayFollow(state, 'paid')) return 0;
      await settle(tx, scope, { payout, reference: answer.reference, now });
      return 1;
    case 'failed':
      if (!mayFollow(state, 'failed')) return 0;
      await fail(tx, scope, { payout, reason: answer.reason, now });
      return 1;
    case 'returned':
      if (mayFollow(state, 'paid')) await settle(tx, scope, { payout, reference: answer.reference, now });
      else if (state !== 'paid') return 0;
      await comeBack(tx, scope, { payout: { ...payout, state: 'paid' }, reason: answer.reason, now });
      return 1;
    case 'accepted':
    case 'unknown':
      return state === 'in_doubt' && answer.state === 'accepted'
        ? mark(tx, scope, { payout, to: 'submitted' })
        : 0;
    case 'lost':
      return state === 'submitted' ? mark(tx, scope, { payout, to: 'in_doubt', why: answer.why }) : 0;
  }
}

async function mark(
  tx: Tx,
  scope: SystemScope,
  {
    payout,
    to,
    why,
  }: { payout: { id: string; brandId: string }; to: 'submitted' | 'in_doubt'; why?: string },
): Promise<number> {
  await tx.payout.update({ where: { id: payout.id }, data: { state: to } });
  await audit(tx, scope, {
    brandId: payout.brandId,
    action: `payout.${to}`,
    subject: payout.id,
    facts: why === undefined ? {} : { why: why.slice(0, 200) },
  });
  return 1;
}
