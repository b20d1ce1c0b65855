import { fixedFee } from '@kolony/campaigns/schema';
import { type Database, type Deps, inTransaction, type Tx } from '@kolony/db';
import { addEvent } from '@kolony/deals';
import { audit } from '@kolony/identity';
import type { BrandScope, KolScope, SystemScope } from '@kolony/identity/schema';
import { KolonyError, minor } from '@kolony/kernel';
import { post } from '@kolony/ledger';
import { eventOrder } from './conversion.ts';
import { earningDeal } from './earning-deal.ts';
import { commissionEvent } from './events.ts';
import { guaranteeRefund } from './guarantee-refund.ts';
import { changesTo, legsOf } from './legs.ts';
import { netBase } from './net.ts';
import { publish } from './publish.ts';
import { closedCampaigns, lockReleased, movesFor, transactionFor } from './reversal.ts';
import { Guarantee } from './schema.ts';
import { selectCommissions } from './select-commissions.ts';

type Own = { brandId: string } | { kolId: string };

/** An order of the deal as the guarantee sees it at an instant. */
type CountedOrder = Guarantee['orders'][number];

/**
 * Proposes what guarantees come to at day N after the deal was accepted: fee × max(0, 1 − actual ÷ target), with every
 * order that counts and every one that does not. Nothing moves before the KOL accepts it. Returns how many were proposed.
 */
export async function proposeGuarantees(deps: Deps, _scope: SystemScope): Promise<number> {
  const now = deps.clock.now();
  const due = await deps.db.$queryRaw<{ deal_id: string; due_at: Date }[]>`
    SELECT t.deal_id, t.effective_from + make_interval(days => (t.rules->'guarantee'->>'days')::int) AS due_at
    FROM terms t
    WHERE t.version = 1 AND t.rules ? 'guarantee'
      AND t.effective_from + make_interval(days => (t.rules->'guarantee'->>'days')::int) <= ${now}
      AND NOT EXISTS (SELECT FROM guarantees g WHERE g.deal_id = t.deal_id)
    ORDER BY t.deal_id LIMIT 100`;
  for (const { deal_id: dealId, due_at: dueAt } of due)
    await inTransaction(deps.db, (tx) => propose(tx, { dealId, dueAt, now }));
  return due.length;
}

async function propose(
  tx: Tx,
  { dealId, dueAt, now }: { dealId: string; dueAt: Date; now: Date },
): Promise<void> {
  const deal = await earningDeal(tx, dealId, dueAt);
  const { guarantee } = deal.rules;
  if (!guarantee) return;
  const released = await tx.dealMilestone.aggregate({
    where: { dealId, state: 'released' },
    _sum: { amount: true },
  });
  // What was not paid needs no refund: the fee is what was released of it.
  const fee = Math.min(fixedFee(deal.rules), minor(released._sum.amount ?? 0n));
  const orders = await ordersOf(tx, { dealId, dueAt });
  const actual = orders.reduce((sum, order) => sum + (order.counted ? order.net : 0), 0);
  const { count } = await tx.guarantee.createMany({
    data: {
      dealId,
      brandId: deal.brandId,
      kolId: deal.kolId,
      currency: deal.currency,
      fee,
      target: guarantee.target,
      actual,
      refund: fee === 0 ? 0 : guaranteeRefund({ fee, target: guarantee.target, actual }),
      dueAt,
      state: 'proposed',
      proposedAt: now,
    },
    skipDuplicates: true,
  });
  if (count > 0) await addEvent(tx, { dealId, kind: 'guarantee_proposed', by: 'system', at: now });
}

/** Every order attributed to the deal, and whether it was settled by the due instant. */
async function ordersOf(
  db: Database | Tx,
  { dealId, dueAt }: { dealId: string; dueAt: Date },
): Promise<CountedOrder[]> {
  const rows = await db.$queryRaw<
    { order_id: string; base: bigint; amount: bigint; refunded: bigint; settled_at: Date | null }[]
  >`
    SELECT v.order_id, c.base, v.amount, c.settled_at,
      coalesce((SELECT sum(r.amount) FROM refunds r WHERE r.conversion_id = v.id AND r.occurred_at <= ${dueAt}
        AND (r.won_back_at IS NULL OR r.won_back_at > ${dueAt})), 0)::bigint AS refunded
    FROM commissions c JOIN conversions v ON v.id = c.conversion_id
    WHERE c.deal_id = ${dealId} AND c.source = 'order' AND c.party = 'kol:' || c.kol_id AND v.occurred_at <= ${dueAt}
    ORDER BY v.occurred_at, v.order_id`;
  return rows.map((row) => {
    const net = netBase(minor(row.base), { amount: minor(row.amount), refunded: minor(row.refunded) });
    const settled = row.settled_at !== null && row.settled_at <= dueAt;
    const why = net === 0 ? ('refunded' as const) : settled ? ('settled' as const) : ('not_settled' as const);
    return { orderId: row.order_id, net, counted: why === 'settled', why };
  });
}

/** The guarantee of one of the brand's deals, once it was proposed. */
export async function readGuarantee(
  deps: Deps,
  scope: BrandScope,
  of: { dealId: string },
): Promise<Guarantee | null> {
  return find(deps.db, { brandId: scope.brandId }, of.dealId);
}

/** The guarantee of one of the KOL's deals, once it was proposed. */
export async function readOwnGuarantee(
  deps: Deps,
  scope: KolScope,
  of: { dealId: string },
): Promise<Guarantee | null> {
  return find(deps.db, { kolId: scope.kolId }, of.dealId);
}

async function find(db: Database, own: Own, dealId: string): Promise<Guarantee | null> {
  const row = await db.guarantee.findFirst({ where: { ...own, dealId } });
  if (!row) return null;
  return Guarantee.parse({
    dealId,
    currency: row.currency,
    fee: minor(row.fee),
    target: minor(row.target),
    actual: minor(row.actual),
    refund: minor(row.refund),
    dueAt: row.dueAt,
    state: row.state,
    note: row.note,
    proposedAt: row.proposedAt,
    answeredAt: row.answeredAt,
    orders: await ordersOf(db, { dealId, dueAt: row.dueAt }),
  });
}

/**
 * The KOL accepts: the refund is taken from the released parts of the fee, as a refund of an order is: from what is
 * payable, else as a debt. `commissions/guarantee_not_found`, `commissions/guarantee_answered`.
 */
export async function acceptGuarantee(
  deps: Deps,
  scope: KolScope,
  { dealId }: { dealId: string },
): Promise<Guarantee> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const row = await lockGuarantee(tx, { kolId: scope.kolId }, { dealId, from: ['proposed', 'disputed'] });
    await answer(tx, { dealId, state: 'accepted', by: 'kol', note: '', now });
    await audit(tx, scope, { action: 'guarantee.accepted', subject: dealId, facts: { refund: row.refund } });
    await refundFee(tx, { dealId, brandId: row.brandId, refund: row.refund, now });
  });
  return present(await readOwnGuarantee(deps, scope, { dealId }));
}

/** The KOL disputes it and says why; the brand may waive it, or both talk and the KOL accepts. */
export async function disputeGuarantee(
  deps: Deps,
  scope: KolScope,
  { id: dealId, reason }: { id: string; reason: string },
): Promise<Guarantee> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    await lockGuarantee(tx, { kolId: scope.kolId }, { dealId, from: ['proposed'] });
    await answer(tx, { dealId, state: 'disputed', by: 'kol', note: reason, now });
    await audit(tx, scope, { action: 'guarantee.disputed', subject: dealId });
  });
  return present(await readOwnGuarantee(deps, scope, { dealId }));
}

/** The brand lets it go: nothing is refunded. */
export async function waiveGuarantee(
  deps: Deps,
  scope: BrandScope,
  { id: dealId, reason }: { id: string; reason: string },
): Promise<Guarantee> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    await lockGuarantee(tx, { brandId: scope.brandId }, { dealId, from: ['proposed', 'disputed'] });
    await answer(tx, { dealId, state: 'waived', by: 'brand', note: reason, now });
    await audit(tx, scope, { action: 'guarantee.waived', subject: dealId });
  });
  return present(await readGuarantee(deps, scope, { dealId }));
}

function present(guarantee: Guarantee | null): Guarantee {
  if (!guarantee) throw new KolonyError('commissions/guarantee_not_found', 'not_found');
  return guarantee;
}

async function lockGuarantee(
  tx: Tx,
  own: Own,
  { dealId, from }: { dealId: string; from: readonly string[] },
): Promise<{ brandId: string; refund: number }> {
  const brandId = 'brandId' in own ? own.brandId : null;
  const kolId = 'kolId' in own ? own.kolId : null;
  const [row] = await tx.$queryRaw<{ brand_id: string; refund: bigint; state: string }[]>`
    SELECT brand_id, refund, state FROM guarantees
    WHERE deal_id = ${dealId} AND (brand_id = ${brandId} OR kol_id = ${kolId}) FOR NO KEY UPDATE`;
  if (!row) throw new KolonyError('commissions/guarantee_not_found', 'not_found', { id: dealId });
  if (!from.includes(row.state))
    throw new KolonyError('commissions/guarantee_answered', 'conflict', { state: row.state });
  return { brandId: row.brand_id, refund: minor(row.refund) };
}

async function answer(
  tx: Tx,
  of: {
    dealId: string;
    state: 'accepted' | 'disputed' | 'waived';
    by: 'brand' | 'kol';
    note: string;
    now: Date;
  },
): Promise<void> {
  const { dealId, state, by, note, now } = of;
  await tx.guarantee.update({ where: { dealId }, data: { state, note, answeredAt: now } });
  await addEvent(tx, { dealId, kind: `guarantee_${state}`, by, at: now });
}

/** Taken from the parts of the fee in the order they were paid, the newest first. */
async function refundFee(
  tx: Tx,
  { dealId, brandId, refund, now }: { dealId: string; brandId: string; refund: number; now: Date },
): Promise<void> {
  const rows = await selectCommissions(tx, { own: { brandId }, dealId, source: 'milestone' });
  const closed = await closedCampaigns(tx, rows);
  const [first] = rows;
  if (!first) return;
  await lockReleased(tx, { brandId }, { parties: rows.map((row) => row.party), currency: first.currency });
  let left = refund;
  for (const legs of (await legsOf(tx, rows)).toSorted((a, b) => (a.kol.id < b.kol.id ? 1 : -1))) {
    const net = legs.rows.reduce((sum, leg) => sum + leg.net, 0);
    const take = Math.min(left, net);
    if (take <= 0) continue;
    left -= take;
    const changes = changesTo(legs, net - take).flatMap(({ leg, delta }) =>
      movesFor(delta, leg.places, true).map((move) => ({ row: leg.row, ...move })),
    );
    const cause = `guarantee:${legs.sourceKey}`;
    const reversal = transactionFor({ legs, changes, cause, at: now, closed, scope: { brandId } });
    await post(tx, { brandId }, { at: now, transactions: reversal ? [reversal] : [] });
    await publish(
      tx,
      changes.map(({ row, delta }) =>
        commissionEvent(eventOrder(brandId, row, null), 'reversed', {
          key: `guarantee:${row.id}`,
          amount: delta === 0 ? 0 : -delta,
          settledDelta: delta,
          at: now,
        }),
      ),
    );
  }
}
