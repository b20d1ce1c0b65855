import type { Deps, Prisma } from '@kolony/db';
import { type DealForPricing, dealsForPricing } from '@kolony/deals';
import type { BrandScope, SystemScope } from '@kolony/identity/schema';
import { minor, present } from '@kolony/kernel';
import { inputHash } from '@kolony/kernel/hash';
import { whereabouts } from '@kolony/ledger';
import { netOf } from './commission.ts';
import { kolLeg } from './insert.ts';
import { netLegs, netOutlay } from './net.ts';
import { linesOf } from './order-lines.ts';
import { derivationOf, type History, type Priced, price } from './price.ts';
import { Derivation } from './schema.ts';
import { storedDecision, storedOrder } from './stored-order.ts';
import { reattribute } from './what-if.ts';

/** What was recorded is not what the events say. */
export interface ReplayDrift {
  what: 'decision' | 'derivation' | 'amount' | 'net' | 'missing_leg' | 'progress';
  id: string;
  detail: string;
}

export interface Replay {
  orders: number;
  commissions: number;
  drift: ReplayDrift[];
}

const BATCH = 500;
const NOTHING: History = { orders: 0, gmv: 0, day: 0, total: 0 };

/**
 * Computes every decision and commission again from orders, touches and Terms, by the pure functions that made them, and
 * compares with what is stored: decisions and derivations byte for byte (canonical JSON), every leg's amount, and, after
 * refunds, what the ledger holds of every leg. Then every deal's running figures against their sums.
 */
export async function replayCommissions(deps: Deps, _scope: SystemScope): Promise<Replay> {
  const { db } = deps;
  const replay: Replay = { orders: 0, commissions: 0, drift: [] };
  let after = '';
  for (;;) {
    const rows = await db.conversion.findMany({
      where: { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: BATCH,
      include: { commissions: true },
    });
    if (rows.length === 0) break;
    after = present(rows.at(-1), 'row').id;
    for (const brandId of new Set(rows.map((row) => row.brandId)))
      await replayBatch(deps, { brandId }, { rows: rows.filter((row) => row.brandId === brandId), replay });
  }
  replay.drift.push(...(await progressDrift(deps)));
  return replay;
}

type Row = Prisma.ConversionGetPayload<{ include: { commissions: true } }>;

async function replayBatch(
  { db }: Deps,
  tenant: { brandId: string },
  { rows, replay }: { rows: readonly Row[]; replay: Replay },
): Promise<void> {
  const decisions = rows.map(storedDecision);
  const dealIds = [...new Set(decisions.flatMap(({ touches }) => touches.map(({ dealId }) => dealId)))];
  // The audit is over all tenants, one at a time: each batch reads only its own brand's deals.
  const deals = new Map<string, DealForPricing>(
    (await dealsForPricing(db, tenant as BrandScope, { ids: dealIds })).map((deal) => [deal.dealId, deal]),
  );
  const firsts = new Set(
    (
      await db.customer.findMany({
        where: { ...tenant, firstConversionId: { in: rows.map(({ id }) => id) } },
        select: { firstConversionId: true },
      })
    ).map((customer) => customer.firstConversionId),
  );
  const places = await whereabouts(
    db,
    rows.flatMap((row) => row.commissions.map(({ id }) => id)),
  );
  rows.forEach((row, index) => {
    const stored = present(decisions[index], 'decision');
    replay.orders += 1;
    const again = reattribute(stored, { row, deals, input: {} });
    if (inputHash(again) !== inputHash(stored))
      replay.drift.push({ what: 'decision', id: row.id, detail: `order ${row.orderId}` });
    // Completed later moved the hold: the derivation is of the moment it was recorded.
    const order = { ...storedOrder(row, firsts.has(row.id)), completedAt: recordedCompletion(row) };
    const historyOf = (dealId: string) => historyIn(row.commissions.filter((c) => c.dealId === dealId));
    const priced = price(order, again.touches, {
      termsOf: (dealId) => present(deals.get(dealId), 'deal').terms,
      historyOf,
    });
    for (const part of priced) comparePart(row, part, { replay, places });
  });
}

/** Whether the order was completed when it came in: its derivation says what receipt was assumed. */
function recordedCompletion(row: Row): Date | null {
  const [first] = row.commissions;
  const hold = first && Derivation.parse(first.derivation).steps.find((step) => step.kind === 'hold');
  return hold?.kind === 'hold' && !hold.receiptAssumed ? hold.receiptAt : null;
}

/** What the order was judged by is part of its derivation. */
function historyIn(commissions: readonly { derivation: unknown }[]): History {
  const [first] = commissions;
  const step = first && Derivation.parse(first.derivation).steps.find(({ kind }) => kind === 'history');
  if (step?.kind !== 'history') return NOTHING;
  const { orders, gmv, day, total } = step;
  return { orders, gmv, day, total };
}

function comparePart(
  row: Row,
  part: Priced,
  { replay, places }: { replay: Replay; places: Map<string, Map<string, number>> },
): void {
  const stored = row.commissions.filter((commission) => commission.dealId === part.touch.dealId);
  const carrier = stored.length > 0 ? kolLeg(stored) : null;
  const refused = carrier?.refusedFor !== null;
  const lines = linesOf({ amount: minor(row.amount), items: row.items as never }).map((line, at) => ({
    amount: line.amount,
    refunded: Number((row.refundedLines as number[])[at] ?? 0),
  }));
  const net = netLegs(
    netOutlay(part.outlay, part.derivation.lines, lines),
    part.legs.map(({ leg }) => leg.shareBp),
  );
  part.legs.forEach(({ leg, amount }, at) => {
    const commission = stored.find(({ party }) => party === leg.party);
    if (!commission) {
      if (!refused || leg.party === `kol:${part.touch.kolId}`)
        replay.drift.push({
          what: 'missing_leg',
          id: row.id,
          detail: `${leg.party} of order ${row.orderId}`,
        });
      return;
    }
    replay.commissions += 1;
    const said = Derivation.parse(commission.derivation);
    if (inputHash(derivationOf(part, leg.party)) !== inputHash(said))
      replay.drift.push({ what: 'derivation', id: commission.id, detail: `order ${row.orderId}` });
    if (minor(commission.amount) !== amount || minor(commission.outlay) !== part.outlay)
      replay.drift.push({
        what: 'amount',
        id: commission.id,
        detail: `stored ${commission.amount}, events say ${amount}`,
      });
    const held = netOf(places.get(commission.id) ?? new Map());
    const wanted = refused ? 0 : (net[at] ?? 0);
    if (held !== wanted)
      replay.drift.push({ what: 'net', id: commission.id, detail: `ledger ${held}, events say ${wanted}` });
  });
}

/** Running figures that are not the sums of what they count. */
async function progressDrift({ db }: Deps): Promise<ReplayDrift[]> {
  const rows = await db.$queryRaw<{ id: string; detail: string }[]>`
    WITH parts AS (
      SELECT c.deal_id, c.settled_at IS NOT NULL AS settled, c.outlay,
        c.base - round(c.base::numeric * v.refunded / v.amount) AS gmv, (v.refunded < v.amount)::int AS orders
      FROM commissions c JOIN conversions v ON v.id = c.conversion_id
      WHERE c.refused_for IS NULL AND c.party = 'kol:' || c.kol_id
    ), sums AS (
      SELECT deal_id, coalesce(sum(gmv) FILTER (WHERE settled), 0) AS settled_gmv,
        coalesce(sum(gmv) FILTER (WHERE NOT settled), 0) AS pending_gmv,
        coalesce(sum(orders) FILTER (WHERE settled), 0) AS settled_orders,
        coalesce(sum(orders) FILTER (WHERE NOT settled), 0) AS pending_orders
      FROM parts GROUP BY deal_id
    ), money AS (
      SELECT c.deal_id,
        -coalesce(sum(e.amount) FILTER (WHERE c.source IN ('order', 'clicks')), 0) AS outlay,
        -coalesce(sum(e.amount) FILTER (WHERE c.source = 'reward'), 0) AS reward
      FROM commissions c JOIN ledger_entries e ON e.subject = c.id JOIN ledger_accounts a ON a.id = e.account_id
      WHERE a.kind IN ('escrow', 'reserved', 'funding') GROUP BY c.deal_id
    )
    SELECT p.deal_id AS id, 'stored ' || concat_ws('/', p.pending_orders, p.pending_gmv, p.settled_orders, p.settled_gmv,
        p.outlay, p.reward) || ', events say ' || concat_ws('/', coalesce(s.pending_orders, 0),
        coalesce(s.pending_gmv, 0), coalesce(s.settled_orders, 0), coalesce(s.settled_gmv, 0),
        coalesce(m.outlay, 0), coalesce(m.reward, 0)) AS detail
    FROM deal_progress p LEFT JOIN sums s USING (deal_id) LEFT JOIN money m USING (deal_id)
    WHERE (p.pending_orders, p.pending_gmv, p.settled_orders, p.settled_gmv, p.outlay, p.reward) IS DISTINCT FROM
      (coalesce(s.pending_orders, 0), coalesce(s.pending_gmv, 0), coalesce(s.settled_orders, 0),
       coalesce(s.settled_gmv, 0), coalesce(m.outlay, 0), coalesce(m.reward, 0))`;
  return rows.map(({ id, detail }) => ({ what: 'progress', id, detail }));
}
