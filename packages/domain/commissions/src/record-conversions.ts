import { attributeOrder } from '@kolony/attribution';
import type { Decision } from '@kolony/attribution/schema';
import { type Deps, inSqlTransaction, type OutboxRow, type Sql } from '@kolony/db';
import type { DealForPricing } from '@kolony/deals';
import type { BrandScope } from '@kolony/identity/schema';
import { after, dayIn, KolonyError, MINUTE, newId, present } from '@kolony/kernel';
import { inputHash } from '@kolony/kernel/hash';
import { type AccountRow, keyOf, lockAccounts, post } from '@kolony/ledger';
import type { TransactionInput } from '@kolony/ledger/schema';
import type { WebhookEvent } from '@kolony/webhooks/schema';
import { escrow, partyAccount, reserve } from './accounts.ts';
import { toCommission } from './commission.ts';
import { commissionEvent, type EventLine, type EventOrder, orderEvent, touchEvents } from './events.ts';
import { type Gathered, gatherCandidates } from './gather-candidates.ts';
import {
  firstOrders,
  insertCommissions,
  insertConversions,
  isKolLeg,
  type NewCommissionRow,
  type NewConversionRow,
} from './insert.ts';
import { convert, linesOf, partByLine } from './order-lines.ts';
import { derivationOf, type Priced, price, termsAt } from './price.ts';
import {
  addDayOutlays,
  dayKey,
  dayOutlays,
  lockProgress,
  openProgress,
  type Progress,
  saveProgress,
} from './progress.ts';
import { publish } from './publish.ts';
import { readResults, type StoredResult } from './read-results.ts';
import type { Commission, ConversionResult, NewConversion, RefusalReason } from './schema.ts';

/** One order's answer: what was recorded (now or by an earlier, equal request), or why nothing was. */
export type Outcome = ConversionResult | KolonyError;

/** Shops' clocks differ; an order further ahead than this is refused. */
const CLOCK_TOLERANCE = 5 * MINUTE;

/**
 * Records orders of one shop: attributes each, prices it by the Terms versions at the winning touches, reserves its
 * worst case from the campaign's escrow and posts it to the ledger, all in one transaction with a fixed number of
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
  return (await answerOrders(deps, scope, { orders, run: inSqlTransaction })).outcomes;
}

/** The one path of orders that are recorded and of orders that are only tried: `run` says whether anything stays. */
export async function answerOrders(
  deps: Deps,
  scope: BrandScope,
  { orders, run }: { orders: readonly NewConversion[]; run: typeof inSqlTransaction },
): Promise<{ outcomes: Outcome[]; earned: Earning[] }> {
  const now = deps.clock.now();
  const checked = orders.map((order) => ({ order, hash: hashOf(order), error: refuse(order, now) }));
  const wanted = new Map<string, { order: NewConversion; hash: string }>();
  for (const { order, hash, error } of checked)
    if (!error && !wanted.has(order.orderId)) wanted.set(order.orderId, { order, hash });

  const { created, earned } = await run(deps.db, (tx) => recordFresh(tx, scope, { now, wanted }));
  // What was created just now is known; only what was there before is read back.
  const earlier = [...wanted.keys()].filter((orderId) => !created.has(orderId));
  const read =
    earlier.length === 0 ? new Map<string, StoredResult>() : await readResults(deps.db, scope, earlier);

  const answered = new Set<string>();
  const outcomes = checked.map(({ order, hash, error }) => {
    if (error) return error;
    const known = created.get(order.orderId) ?? read.get(order.orderId);
    const { inputHash: stored, result } = present(known, 'conversion');
    if (stored !== hash)
      return new KolonyError('commissions/conversion_conflict', 'conflict', { order_id: order.orderId });
    const first = created.has(order.orderId) && !answered.has(order.orderId);
    answered.add(order.orderId);
    return { ...result, replayed: !first };
  });
  return { outcomes, earned };
}

function hashOf({ touches, ...order }: NewConversion): string {
  return inputHash({ ...order, touches: touches.map((touch) => touch.clickId) });
}

function refuse(order: NewConversion, now: Date): KolonyError | null {
  if (order.occurredAt > after(now, CLOCK_TOLERANCE))
    return new KolonyError('commissions/occurred_in_future', 'invalid', { field: 'occurred_at' });
  if (order.fx?.currency === order.currency)
    return new KolonyError('commissions/fx_same_currency', 'invalid', { field: 'fx.currency' });
  return null;
}

interface Fresh {
  now: Date;
  wanted: ReadonlyMap<string, { order: NewConversion; hash: string }>;
}

/** Returns what this call created, by order id (the other orders were there already), and how it was earned. */
async function recordFresh(
  tx: Sql,
  scope: BrandScope,
  { now, wanted }: Fresh,
): Promise<{ created: Map<string, StoredResult>; earned: Earning[] }> {
  const { brandId } = scope;
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
  const inserted = await insertConversions(tx, brandId, { now, rows: decided });
  const fresh = decided.filter(({ id }) => inserted.has(id));
  const { earned, accounts, progress, days } = await earn(tx, scope, { fresh, gathered });
  const rows = earned.flatMap(({ rows: legs }) => legs);
  // Before anything is asked: what is thrown between two statements would leave the first one to nobody.
  const transactions = earned.flatMap(accrual);
  const facts = [
    ...fresh.flatMap((row) => touched(scope, row)),
    ...earned.flatMap((row) => events(scope, row, now)),
  ];
  const told = fresh.map((row) => recorded(scope, row, now));
  await Promise.all([
    saveProgress(tx, progress.values()),
    addDayOutlays(tx, brandId, days),
    insertCommissions(tx, brandId, { now, rows }),
    post(tx, scope, { at: now, transactions, locked: accounts }),
    publish(tx, facts, told),
  ]);
  const byOrder = Map.groupBy(earned, (row) => row.conversionId);
  const created = new Map(
    fresh.map(({ id, order, hash, decision }) => [
      order.orderId,
      {
        inputHash: hash,
        result: {
          id,
          orderId: order.orderId,
          status: order.status,
          amount: order.amount,
          currency: order.currency,
          discount: order.discount ?? null,
          shipping: order.shipping ?? null,
          tax: order.tax ?? null,
          storeId: order.storeId ?? null,
          decision,
          commissions: (byOrder.get(id) ?? []).flatMap((row) => commissionsOf(row, now)),
        },
      },
    ]),
  );
  return { created, earned };
}

/** The commissions as a reader would find them in this moment: held, or refused. */
function commissionsOf({ order, deal, refusedFor, rows }: Earning, now: Date): Commission[] {
  return rows.map((row) =>
    toCommission(
      {
        id: row.id,
        source: row.source,
        source_key: row.sourceKey,
        conversion_id: row.conversionId,
        order_id: order.orderId,
        campaign_id: row.campaignId,
        campaign_name: deal.campaignName,
        deal_id: row.dealId,
        kol_id: row.kolId,
        kol_name: deal.kolName,
        party: row.party,
        link_id: row.linkId,
        terms_version: row.termsVersion,
        rule: row.rule,
        rate_bp: row.rateBp,
        base: BigInt(row.base),
        outlay: BigInt(row.outlay),
        amount: BigInt(row.amount),
        currency: deal.currency,
        derivation: row.derivation,
        refused_for: refusedFor,
        hold_until: row.holdUntil,
        settled_at: null,
        frozen: false,
        order_check: null,
        created_at: now,
      },
      refusedFor
        ? undefined
        : new Map([
            ['escrow', -row.amount],
            ['pending', row.amount],
          ]),
    ),
  );
}

function decide(order: NewConversion, gathered: Gathered): Decision {
  const clicks = order.touches.map((touch) => ({ touch, candidate: gathered.clickOf(touch) }));
  const code = order.couponCode === undefined ? null : gathered.codeOf(order.couponCode, order.occurredAt);
  const unknown = clicks
    .filter(({ candidate }) => candidate === null)
    .map(({ touch }) => ({ clickId: touch.clickId, reason: 'unknown_link' as const }));
  return attributeOrder(
    { at: order.occurredAt, currency: order.fx?.currency ?? order.currency },
    [...clicks.flatMap(({ candidate }) => candidate ?? []), ...(code ? [code] : [])],
    [
      ...order.refusedClicks,
      ...unknown,
      ...(order.couponCode !== undefined && !code
        ? [{ clickId: order.couponCode, reason: 'unknown_code' as const }]
        : []),
    ],
  );
}

/** What one deal earned on one order: its legs, and whether the order counts as the deal's. */
export interface Earning {
  conversionId: string;
  order: NewConversion;
  deal: DealForPricing;
  priced: Priced;
  /** Minor units that the campaign's escrow had for it. */
  left: number;
  refusedFor: RefusalReason | null;
  customer: 'new' | 'returning' | 'unknown';
  /** The deal that decided the order carries the order itself; others who share it carry their part of its value. */
  deciding: boolean;
  rows: NewCommissionRow[];
}

interface Priceable {
  fresh: readonly NewConversionRow[];
  gathered: Gathered;
}

interface Earned {
  earned: Earning[];
  /** What is to be saved: the deals' figures as the orders left them, and what they cost on their days. */
  progress: ReadonlyMap<string, Progress>;
  days: { dealId: string; day: string; outlay: number }[];
  accounts: ReadonlyMap<string, AccountRow>;
}

/**
 * Prices order after order by what the orders before it left: of the budget, of the caps, and below the next tier. The
 * figures it goes by, and escrow and reserve, stay locked until commit.
 */
async function earn(tx: Sql, scope: BrandScope, { fresh, gathered }: Priceable): Promise<Earned> {
  const { brandId, timeZone } = scope;
  const won = fresh.filter(({ decision }) => decision.winner !== null);
  const touches = won.flatMap(({ decision }) => decision.touches.filter(({ shareBp }) => shareBp > 0));
  const dayOf = (order: NewConversion) => dayIn(timeZone, order.occurredAt);
  const dealIds = touches.map(({ dealId }) => dealId);
  // In this order on the wire, which is the order of locks.
  const [firsts, , progress, spentOn, accounts] = await Promise.all([
    firstOrders(tx, brandId, customersOf(fresh)),
    openProgress(tx, brandId, dealIds),
    lockProgress(tx, dealIds),
    dayOutlays(
      tx,
      won.flatMap(({ order, decision }) =>
        decision.touches
          .filter((t) => t.shareBp > 0 && capsDays(gathered.dealOf(t.dealId)))
          .map(({ dealId }) => ({ dealId, day: dayOf(order) })),
      ),
    ),
    lockAccounts(
      tx,
      scope,
      touches.flatMap((touch) => {
        const { campaignId, currency, terms } = gathered.dealOf(touch.dealId);
        return [
          escrow(campaignId, currency),
          ...termsAt(terms, touch.at).legs.map((leg) => partyAccount(leg.party, 'pending', currency)),
        ];
      }),
    ),
  ]);
  const free = new Map([...accounts].map(([key, account]) => [key, account.balance]));
  const days: Earned['days'] = [];

  const earned = won.flatMap(({ id, order, decision }) => {
    const day = dayOf(order);
    const customer = customerOf(order, firsts.get(order.customerId ?? '') === id);
    const priced = price({ ...order, customer, completedAt: completedAtOf(order) }, decision.touches, {
      termsOf: (dealId) => gathered.dealOf(dealId).terms,
      historyOf: (dealId) =>
        historyOf(present(progress.get(dealId), 'progress'), spentOn.get(dayKey(dealId, day))),
    });
    const winner = decision.touches[decision.winner ?? -1];
    return priced.map((part): Earning => {
      const deal = gathered.dealOf(part.touch.dealId);
      const key = keyOf(escrow(deal.campaignId, deal.currency));
      const left = free.get(key) ?? 0;
      const short = left < part.outlay + part.reserve;
      const refusedFor =
        deal.campaignState !== 'live'
          ? 'campaign_not_live'
          : (part.refusedFor ?? (short ? 'budget_exhausted' : null));
      if (!refusedFor) {
        free.set(key, left - part.outlay - part.reserve);
        count(present(progress.get(deal.dealId), 'progress'), part);
        spentOn.set(dayKey(deal.dealId, day), (spentOn.get(dayKey(deal.dealId, day)) ?? 0) + part.outlay);
        if (capsDays(deal)) days.push({ dealId: deal.dealId, day, outlay: part.outlay });
      }
      const of = {
        conversionId: id,
        order,
        deal,
        priced: part,
        left,
        refusedFor,
        customer,
        deciding: deal.dealId === winner?.dealId,
      };
      return { ...of, rows: legsOf(of) };
    });
  });
  return { earned, progress, days, accounts };
}

function customersOf(fresh: readonly NewConversionRow[]): { id: string; customerId: string }[] {
  return fresh.flatMap(({ id, order }) => (order.customerId ? [{ id, customerId: order.customerId }] : []));
}

/** The shop's own word goes first; without a customer nobody can tell. */
export function customerOf(
  { customerId, customerIsNew }: Pick<NewConversion, 'customerId' | 'customerIsNew'>,
  first: boolean,
): 'new' | 'returning' | 'unknown' {
  if (customerIsNew !== undefined) return customerIsNew ? 'new' : 'returning';
  if (customerId === undefined) return 'unknown';
  return first ? 'new' : 'returning';
}

function completedAtOf(order: NewConversion): Date | null {
  return order.status === 'completed' ? order.occurredAt : null;
}

function capsDays(deal: DealForPricing): boolean {
  return deal.terms.some(({ rules }) => rules.caps?.perDay !== undefined);
}

function historyOf(progress: Progress, day = 0) {
  return {
    orders: progress.pendingOrders + progress.settledOrders,
    gmv: progress.pendingGmv + progress.settledGmv,
    day,
    total: progress.outlay + progress.reward + progress.reserved,
  };
}

function count(progress: Progress, priced: Priced): void {
  progress.pendingOrders += 1;
  progress.pendingGmv += priced.base;
  progress.outlay += priced.outlay;
  progress.reserved += priced.reserve;
}

/** A row per leg; what was refused is told to the KOL alone. */
function legsOf({
  conversionId,
  order,
  deal,
  priced,
  refusedFor,
}: Omit<Earning, 'rows'>): NewCommissionRow[] {
  const { touch, terms, rule, rateBp, base, outlay, currency, holdUntil } = priced;
  const kolParty = `kol:${deal.kolId}`;
  return priced.legs
    .filter(({ leg }) => refusedFor === null || leg.party === kolParty)
    .map(({ leg, amount }) => ({
      id: newId('com'),
      source: 'order',
      sourceKey: `order:${conversionId}`,
      conversionId,
      campaignId: deal.campaignId,
      dealId: deal.dealId,
      kolId: deal.kolId,
      party: leg.party,
      linkId: touch.linkId,
      termsVersion: terms.version,
      rule,
      rateBp,
      base,
      outlay,
      amount,
      currency,
      derivation: derivationOf(priced, leg.party),
      refusedFor,
      holdUntil,
      holdRuns: order.status !== 'placed',
    }));
}

/** One transaction for all legs, so that none is ever without the others; and one for what is kept back. */
function accrual({ conversionId, order, deal, priced, refusedFor, rows }: Earning): TransactionInput[] {
  if (refusedFor) return [];
  const { campaignId, currency, dealId } = deal;
  const entries = rows
    .filter((row) => row.amount > 0)
    .flatMap((row) => [
      { account: escrow(campaignId, currency), amount: -row.amount, subject: row.id },
      { account: partyAccount(row.party, 'pending', currency), amount: row.amount, subject: row.id },
    ]);
  const occurredAt = order.occurredAt;
  const accrue = { kind: 'accrue', idempotencyKey: `accrue:${conversionId}:${dealId}`, occurredAt, entries };
  if (priced.reserve === 0) return [accrue];
  const keep = [
    { account: escrow(campaignId, currency), amount: -priced.reserve, subject: dealId },
    { account: reserve(campaignId, currency), amount: priced.reserve, subject: dealId },
  ];
  return [
    accrue,
    { kind: 'reserve', idempotencyKey: `reserve:${conversionId}:${dealId}`, occurredAt, entries: keep },
  ];
}

function recorded(
  { brandId }: BrandScope,
  { id, order, decision }: NewConversionRow,
  at: Date,
): WebhookEvent {
  const { orderId, status, amount, currency, occurredAt } = order;
  const winner = decision.touches[decision.winner ?? -1];
  return {
    brandId,
    type: 'conversion.recorded',
    at,
    data: {
      id,
      order_id: orderId,
      status,
      amount,
      currency,
      occurred_at: occurredAt.toISOString(),
      deal_id: winner?.dealId ?? null,
      kol_id: winner?.kolId ?? null,
    },
  };
}

function touched({ brandId }: BrandScope, { id, order, decision }: NewConversionRow): OutboxRow[] {
  const { orderId, customerId = '', amount, currency, fx, occurredAt } = order;
  return touchEvents(
    {
      brandId,
      conversionId: id,
      orderId,
      customerId,
      currency: fx?.currency ?? currency,
      orderAt: occurredAt,
    },
    { touches: decision.touches, amount: fx ? convert(amount, { from: currency, fx }) : amount },
  );
}

/** What of a deal's part of an order is which product's. */
function linesIn(order: NewConversion, base: number): EventLine[] {
  const lines = linesOf(order);
  const parts = partByLine(
    base,
    lines.map(({ amount }) => ({ amount, refunded: 0 })),
  );
  return lines.map(({ sku, category }, at) => ({
    sku,
    category: category ?? '',
    quantity: order.items[at]?.quantity ?? 1,
    amount: parts[at] ?? 0,
  }));
}

const REACHED = {
  placed: ['placed'],
  paid: ['placed', 'paid'],
  completed: ['placed', 'paid', 'completed'],
} as const;

function events(scope: BrandScope, earning: Earning, now: Date): OutboxRow[] {
  const { conversionId, order, deal, priced, refusedFor, customer, deciding, rows } = earning;
  const about: EventOrder = {
    brandId: scope.brandId,
    campaignId: deal.campaignId,
    dealId: deal.dealId,
    kolId: deal.kolId,
    linkId: priced.touch.linkId ?? '',
    conversionId,
    orderId: order.orderId,
    customerId: order.customerId ?? '',
    currency: priced.currency,
    orderAt: order.occurredAt,
  };
  const fact = {
    key: `${conversionId}:${deal.dealId}`,
    orders: deciding ? 1 : 0,
    amount: priced.base,
    at: order.occurredAt,
  };
  const placed = { lines: linesIn(order, priced.base), source: { customer, touch: priced.touch } };
  return [
    ...REACHED[order.status].map((state) =>
      orderEvent(about, state, state === 'placed' ? { ...fact, ...placed } : fact),
    ),
    ...rows.map((row) =>
      commissionEvent({ ...about, commissionId: row.id }, refusedFor ? 'refused' : 'accrued', {
        key: row.id,
        amount: isKolLeg(row) && refusedFor ? priced.outlay : row.amount,
        at: now,
      }),
    ),
  ];
}
