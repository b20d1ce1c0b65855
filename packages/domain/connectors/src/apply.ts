import {
  readConversion,
  recordConversions,
  recordRefund,
  setConversionStatus,
  winBackChargeback,
} from '@kolony/commissions';
import { NewConversion, type NewRefund } from '@kolony/commissions/schema';
import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { isKolonyError, KolonyError, minor, present } from '@kolony/kernel';
import type { LaterFact, OrderFact, RefundFact } from './facts.ts';
import { goodsOf } from './goods-of.ts';
import { parsed } from './reading.ts';
import type { ConnectorDeps } from './settings.ts';
import { type KnownOrder, nameOfOrder, type Shop } from './shop.ts';

/**
 * Records an order as it was placed; whatever an event says of it later is no other order. Returns whether it is new.
 * An order without a paid part for goods is remembered, because its refunds will come too. Errors: those of
 * `recordConversions` but a conflict.
 */
export async function applyOrder(deps: ConnectorDeps, shop: Shop, fact: OrderFact): Promise<boolean> {
  const { id: connectionId, scope } = shop;
  const fresh = fact.base > 0 && (await record(deps, shop, fact));
  const { orderId, reference, currency, base, gross, taxesIncluded } = fact;
  const { count } = await deps.db.connectionOrder.createMany({
    data: {
      connectionId,
      brandId: scope.brandId,
      orderId,
      reference,
      currency,
      base,
      gross: Math.max(base, gross),
      taxesIncluded,
    },
    skipDuplicates: true,
  });
  // The payment's name may be unknown to the checkout's first event.
  if (count === 0 && reference !== null)
    await deps.db.connectionOrder.updateMany({
      where: { connectionId, orderId, reference: null },
      data: { reference },
    });
  return fresh;
}

async function record(deps: ConnectorDeps, shop: Shop, fact: OrderFact): Promise<boolean> {
  const clicks = fact.touches.map((clickId) => ({ clickId, read: deps.readClick(clickId) }));
  const order = parsed(NewConversion, {
    orderId: nameOfOrder(shop, fact.orderId),
    amount: fact.base,
    currency: fact.currency,
    status: fact.status,
    occurredAt: fact.occurredAt,
    touches: clicks.flatMap(({ clickId, read }) =>
      read.ok ? { clickId, linkNo: read.linkNo, dealNo: read.dealNo, at: read.at } : [],
    ),
    refusedClicks: clicks.flatMap(({ clickId, read }) => (read.ok ? [] : { clickId, reason: read.reason })),
    ...(fact.couponCode ? { couponCode: fact.couponCode } : {}),
    ...(fact.customerId ? { customerId: fact.customerId } : {}),
    items: fact.items,
    ...fact.parts,
    metadata: fact.metadata,
  });
  const [outcome] = await recordConversions(deps, shop.scope, [order]);
  const said = present(outcome, 'outcome');
  // The shop's word as it was earlier, or as its server sent it by the API: what is new in it are the steps after it.
  if (isKolonyError(said) && said.code === 'commissions/conversion_conflict') return false;
  if (isKolonyError(said)) throw said;
  return !said.replayed;
}

/** Applies what happened to an order that is there. Returns whether anything changed; applied twice it changes nothing. */
export async function applyLater(
  deps: Deps,
  shop: Shop,
  { fact, order }: { fact: LaterFact; order: KnownOrder },
): Promise<boolean> {
  if (order.base === 0n) return false;
  const orderId = nameOfOrder(shop, order.orderId);
  if (fact.kind === 'refund') return refund(deps, shop, { fact, order });
  if (fact.kind === 'won_back') {
    const refundId = nameOfOrder(shop, fact.refundId);
    const won = await winBackChargeback(deps, shop.scope, { orderId, refundId, occurredAt: fact.at });
    return !won.replayed;
  }
  return setStatus(deps, shop, { orderId, status: fact.status, occurredAt: fact.at });
}

async function setStatus(
  deps: Deps,
  { scope }: Shop,
  change: { orderId: string; status: 'paid' | 'completed' | 'cancelled'; occurredAt: Date },
): Promise<boolean> {
  const before = await readConversion(deps, scope, change);
  const { status } = await setConversionStatus(deps, scope, change);
  return status !== before.status;
}

async function refund(
  deps: Deps,
  shop: Shop,
  { fact, order }: { fact: RefundFact; order: KnownOrder },
): Promise<boolean> {
  if (fact.currency !== order.currency)
    throw new KolonyError('connectors/refund_currency', 'invalid', { currency: fact.currency });
  const { amount, items } = await goodsOf(deps, shop, { fact, order });
  if (amount === 0) return false;
  const whole: NewRefund = {
    refundId: nameOfOrder(shop, fact.refundId),
    orderId: nameOfOrder(shop, order.orderId),
    amount,
    items,
    kind: fact.chargeback ? 'chargeback' : 'refund',
    occurredAt: fact.at,
    reason: fact.reason.slice(0, 500),
  };
  return take(deps, shop.scope, whole);
}

/** What the shop's lines and ours cannot say together is taken from the whole order; more than is left of it is not taken. */
const BY_LINE = [
  'commissions/unknown_item',
  'commissions/refund_exceeds_item',
  'commissions/items_do_not_sum',
];

async function take(deps: Deps, scope: BrandScope, refund: NewRefund): Promise<boolean> {
  try {
    return !(await recordRefund(deps, scope, refund)).replayed;
  } catch (error) {
    if (!isKolonyError(error)) throw error;
    // The same refund by another event: a shop's refunds do not change.
    if (error.code === 'commissions/refund_conflict') return false;
    if (BY_LINE.includes(error.code)) return take(deps, scope, { ...refund, items: [] });
    if (error.code !== 'commissions/refund_exceeds_order') throw error;
    const left = minor(Number(error.facts.left));
    return left > 0 && take(deps, scope, { ...refund, amount: left, items: [] });
  }
}
