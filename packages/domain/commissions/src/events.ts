import type { JudgedTouch } from '@kolony/attribution/schema';
import type { OutboxRow } from '@kolony/db';
import type { Currency } from '@kolony/kernel';

/** What every fact about an attributed order says of itself; clickhouse/README.md describes the tables. */
export interface EventOrder {
  brandId: string;
  campaignId: string;
  dealId: string;
  kolId: string;
  linkId: string;
  conversionId: string;
  orderId: string;
  customerId: string;
  currency: Currency;
  orderAt: Date;
}

export type OrderEventKind = 'placed' | 'paid' | 'completed' | 'refunded' | 'settled';
export type CommissionEventKind =
  | 'accrued'
  | 'reversed'
  | 'released'
  | 'in_payout'
  | 'paid'
  | 'clawed_back'
  | 'refused';

/** What of a product the amount of an event is. */
export interface EventLine {
  sku: string;
  category: string;
  quantity: number;
  /** Minor units of the event's currency; the lines sum to the event's amount. */
  amount: number;
}

/** How an order came about: told once, when it is placed. */
interface EventSource {
  customer: 'new' | 'returning' | 'unknown';
  touch: Pick<JudgedTouch, 'kind' | 'clickId'>;
}

interface OrderFact {
  /** Makes the event's id; the same fact always has the same id. */
  key: string;
  orders: number;
  amount: number;
  at: Date;
  lines?: readonly EventLine[];
  source?: EventSource;
}

const NEW_CUSTOMER = { new: 1, returning: 0, unknown: -1 };

export function orderEvent(
  order: EventOrder,
  event: OrderEventKind,
  { key, orders, amount, at, lines = [], source }: OrderFact,
): OutboxRow {
  return {
    target: 'order_events',
    row: {
      event_id: `${event}:${key}`,
      event,
      orders,
      amount,
      ...common(order, at),
      new_customer: NEW_CUSTOMER[source?.customer ?? 'unknown'],
      click_id: source?.touch.kind === 'click' ? source.touch.clickId : '',
      code: source?.touch.kind === 'code' ? source.touch.clickId : '',
      line_skus: lines.map(({ sku }) => sku),
      line_categories: lines.map(({ category }) => category),
      line_quantities: lines.map(({ quantity }) => quantity),
      line_amounts: lines.map((line) => line.amount),
    },
  };
}

/** `settledDelta`: what the event adds to the cost of settled orders (released, less what refunds take back later). */
export function commissionEvent(
  order: EventOrder & { commissionId: string },
  event: CommissionEventKind,
  { key, amount, settledDelta = 0, at }: { key: string; amount: number; settledDelta?: number; at: Date },
): OutboxRow {
  const { customer_id: _, ...shared } = common(order, at);
  return {
    target: 'commission_events',
    row: {
      event_id: `${event}:${key}`,
      event,
      amount,
      settled_delta: settledDelta,
      commission_id: order.commissionId,
      ...shared,
    },
  };
}

/** The touches that the decision of an order considered, oldest first: what reports attribute by other models than pay. */
export function touchEvents(
  order: Pick<EventOrder, 'brandId' | 'conversionId' | 'orderId' | 'customerId' | 'currency' | 'orderAt'>,
  { touches, amount }: { touches: readonly JudgedTouch[]; amount: number },
): OutboxRow[] {
  return touches.map((touch, place) => ({
    target: 'order_touches',
    row: {
      brand_id: order.brandId,
      campaign_id: touch.campaignId,
      deal_id: touch.dealId,
      kol_id: touch.kolId,
      link_id: touch.linkId ?? '',
      kind: touch.kind,
      click_id: touch.clickId,
      touch_at: touch.at.toISOString(),
      place,
      verdict: touch.verdict,
      share_bp: touch.shareBp,
      conversion_id: order.conversionId,
      order_id: order.orderId,
      customer_id: order.customerId,
      amount,
      currency: order.currency,
      order_at: order.orderAt.toISOString(),
    },
  }));
}

function common(order: EventOrder, at: Date) {
  return {
    brand_id: order.brandId,
    campaign_id: order.campaignId,
    deal_id: order.dealId,
    kol_id: order.kolId,
    link_id: order.linkId,
    conversion_id: order.conversionId,
    order_id: order.orderId,
    customer_id: order.customerId,
    currency: order.currency,
    order_at: order.orderAt.toISOString(),
    at: at.toISOString(),
  };
}
