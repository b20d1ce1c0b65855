import { attributeOrder } from '@kolony/attribution';
import type { Decision } from '@kolony/attribution/schema';
import { type Deps, enqueue, inTransaction, type OutboxRow, type Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { after, KolonyError, MINUTE, newId, present } from '@kolony/kernel';
import { inputHash } from '@kolony/kernel/hash';
import { keyOf, lockAccounts, post } from '@kolony/ledger';
import type { TransactionInput } from '@kolony/ledger/schema';
import { escrow, kolAccount } from './accounts.ts';
import { commissionEvent, type EventOrder, orderEvent } from './events.ts';
import { type DealTerms, type Gathered, gatherCandidates } from './gather-candidates.ts';
import { insertCommissions, insertConversions, type NewCommissionRow } from './insert.ts';
import { price } from './price.ts';
import { readResults } from './read-results.ts';
import type { ConversionResult, NewConversion, RefusalReason } from './schema.ts';

/** One order's answer: what was recorded (now or by an earlier, equal request), or why nothing was. */
export type Outcome = ConversionResult | KolonyError;

/** Shops' clocks differ; an order further ahead than this is refused. */
const CLOCK_TOLERANCE = 5 * MINUTE;

/**
 * Records orders of one shop: attributes each, prices it by the Terms version at the winning touch, reserves its
 * commission from the campaign's escrow and posts it to the ledger, all in one transaction with a fixed number of
 * statements. Orders are funded in the order given; the first that no longer fits is refused, explicitly.
 *
 * Per order: `commissions/occurred_in_future` (invalid), `commissions/conversion_conflict` (the same order id with
 * another body). The same order again returns what was recorded first, with `replayed: true`.
 */
export async function recordConversions(
  deps: Deps,
  scope: BrandScope,
  orders: readonly NewConversion[],
): Promise<Outcome[]> {
  const now = deps.clock.now();
  const checked = orders.map((order) => ({ order, hash: hashOf(order), error: refuse(order, now) }));
  const wanted = new Map<string, { order: NewConversion; hash: string }>();
  for (const { order, hash, error } of checked)
    if (!error && !wanted.has(order.orderId)) wanted.set(order.orderId, { order, hash });

  const created = await inTransaction(deps.db, (tx) => recordFresh(tx, scope, { now, wanted }));
  const results = await readResults(deps.db, scope, [...wanted.keys()]);

  const answered = new Set<string>();
  return checked.map(({ order, hash, error }) => {
    if (error) return error;
    const { inputHash: stored, result } = present(results.get(order.orderId), 'conversion');
    if (stored !== hash)
      return new KolonyError('commissions/conversion_conflict', 'conflict', { order_id: order.orderId });
    const first = created.has(order.orderId) && !answered.has(order.orderId);
    answered.add(order.orderId);
    return { ...result, replayed: !first };
  });
}

function hashOf({ touches, ...order }: NewConversion): string {
  return inputHash({ ...order, touches: touches.map((touch) => touch.clickId) });
}

function refuse(order: NewConversion, now: Date): KolonyError | null {
  if (order.occurredAt > after(now, CLOCK_TOLERANCE))
    return new KolonyError('commissions/occurred_in_future', 'invalid', { field: 'occurred_at' });
  return null;
}

interface Fresh {
  now: Date;
  wanted: ReadonlyMap<string, { order: NewConversion; hash: string }>;
}

/** Returns the ids of the orders that this call created; the others were there already. */
async function recordFresh(tx: Tx, scope: BrandScope, { now, wanted }: Fresh): Promise<Set<string>> {
  const gathered = await gatherCandidates(
    tx,
    scope,
    [...wanted.values()].map(({ order }) => order),
  );
  const decided = [...wanted.values()].map(({ order, hash }) => ({
    id: newId('cnv', now.getTime()),
    order,
    hash,
    decision: decide(order, gathered),
  }));
  const inserted = await insertConversions(tx, scope, { now, rows: decided });
  const fresh = decided.filter(({ id }) => inserted.has(id));
  const earned = fresh.flatMap(({ id, order, decision }) =>
    earn({ conversionId: id, order, decision, gathered, now }),
  );
  await fund(tx, scope, earned);
  await insertCommissions(tx, scope, { now, rows: earned });
  await post(tx, scope, { at: now, transactions: earned.filter((row) => !row.refusedFor).map(accrual) });
  await enqueue(
    tx,
    earned.flatMap((row) => events(scope, row, now)),
  );
  return new Set(fresh.map(({ order }) => order.orderId));
}

function decide(order: NewConversion, gathered: Gathered): Decision {
  const candidates = order.touches.flatMap((touch) => gathered.candidateOf(touch) ?? []);
  const unknown = order.touches
    .filter((touch) => gathered.candidateOf(touch) === null)
    .map(({ clickId }) => ({ clickId, reason: 'unknown_link' as const }));
  return attributeOrder({ at: order.occurredAt, currency: order.currency }, candidates, [
    ...order.refusedClicks,
    ...unknown,
  ]);
}

interface Earning extends NewCommissionRow {
  order: NewConversion;
  deal: DealTerms;
}

function earn(of: {
  conversionId: string;
  order: NewConversion;
  decision: Decision;
  gathered: Gathered;
  now: Date;
}): Earning[] {
  const { conversionId, order, decision, gathered, now } = of;
  const touch = decision.winner === null ? undefined : decision.touches[decision.winner];
  if (!touch) return [];
  const deal = gathered.dealOf(touch.dealId);
  const completedAt = order.status === 'completed' ? order.occurredAt : null;
  const priced = price({ ...order, completedAt }, touch, deal.terms);
  const refusedFor: RefusalReason | null =
    deal.campaignState !== 'live' ? 'campaign_not_live' : priced.amount === 0 ? 'below_minor_unit' : null;
  const running = order.status !== 'placed';
  return [
    {
      id: newId('com', now.getTime()),
      conversionId,
      order,
      deal,
      touch,
      priced,
      refusedFor,
      holdRuns: running,
    },
  ];
}

/** Marks as refused, in place, what the campaign's escrow cannot pay; escrow and KOL accounts stay locked until commit. */
async function fund(tx: Tx, scope: BrandScope, earned: Earning[]): Promise<void> {
  const refs = earned.flatMap(({ touch, order: { currency } }) => [
    escrow(touch.campaignId, currency),
    kolAccount(touch.kolId, 'pending', currency),
  ]);
  const accounts = await lockAccounts(tx, scope, refs);
  const free = new Map<string, number>();
  for (const row of earned) {
    if (row.refusedFor) continue;
    const key = keyOf(escrow(row.touch.campaignId, row.order.currency));
    const left = free.get(key) ?? present(accounts.get(key), 'escrow').balance;
    if (left < row.priced.amount) row.refusedFor = 'budget_exhausted';
    else free.set(key, left - row.priced.amount);
  }
}

function accrual({ id, touch, order, priced }: Earning): TransactionInput {
  return {
    kind: 'accrue',
    idempotencyKey: `accrue:${id}`,
    occurredAt: order.occurredAt,
    entries: [
      { account: escrow(touch.campaignId, order.currency), amount: -priced.amount, subject: id },
      { account: kolAccount(touch.kolId, 'pending', order.currency), amount: priced.amount, subject: id },
    ],
  };
}

const REACHED = {
  placed: ['placed'],
  paid: ['placed', 'paid'],
  completed: ['placed', 'paid', 'completed'],
} as const;

function events(
  scope: BrandScope,
  { id, conversionId, order, touch, priced, refusedFor }: Earning,
  now: Date,
): OutboxRow[] {
  const { dealId, kolId, campaignId, linkId } = touch;
  const { orderId, currency, customerId = '', occurredAt: orderAt } = order;
  const about: EventOrder = {
    brandId: scope.brandId,
    campaignId,
    dealId,
    kolId,
    linkId,
    conversionId,
    orderId,
    customerId,
    currency,
    orderAt,
  };
  const commission = commissionEvent({ ...about, commissionId: id }, refusedFor ? 'refused' : 'accrued', {
    key: id,
    amount: priced.amount,
    at: now,
  });
  return [
    ...REACHED[order.status].map((state) =>
      orderEvent(about, state, { key: conversionId, orders: 1, amount: order.amount, at: orderAt }),
    ),
    commission,
  ];
}
