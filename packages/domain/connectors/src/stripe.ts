import { Currency, minor } from '@kolony/kernel';
import { z } from 'zod';
import type { Fact, IgnoredFor, OrderFact } from './facts.ts';
import { parsed } from './reading.ts';
import { touchesIn } from './touches.ts';

/** What is read of Stripe's objects (docs.stripe.com/api/checkout/sessions, …/refunds, …/disputes). */
const Id = z.string().min(1).max(100);
/** Stripe's own minor units: docs.stripe.com/currencies#zero-decimal, which for every currency here are ISO 4217's. */
const Amount = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(minor);
const Seconds = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform((text) => new Date(Number(text) * 1_000));
const Lower = z
  .string()
  .transform((code) => code.toUpperCase())
  .pipe(Currency);
/** An id, or the object itself where it was asked to be there. */
const Named = z.union([Id, z.object({ id: Id }).transform(({ id }) => id)]);

const Event = z.object({
  id: Id,
  type: z.string().max(100),
  created: Seconds,
  livemode: z.boolean(),
  data: z.object({ object: z.unknown() }),
});

const Session = z.object({
  id: Id,
  mode: z.string(),
  created: Seconds,
  currency: Lower.nullish(),
  amount_total: Amount.nullish(),
  total_details: z
    .object({
      amount_discount: Amount.nullish().catch(null),
      amount_shipping: Amount.nullish(),
      amount_tax: Amount.nullish(),
    })
    .nullish(),
  shipping_cost: z.object({ amount_total: Amount, amount_tax: Amount }).nullish(),
  payment_intent: Named.nullish(),
  payment_status: z.string(),
  client_reference_id: z.string().nullish(),
  customer: Named.nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});
type Session = z.infer<typeof Session>;

const Refund = z.object({
  id: Id,
  amount: Amount,
  currency: Lower,
  created: Seconds,
  status: z.string().nullish(),
  reason: z.string().nullish(),
  payment_intent: Named.nullish(),
});

const Dispute = z.object({
  id: Id,
  amount: Amount,
  currency: Lower,
  reason: z.string().nullish(),
  payment_intent: Named.nullish(),
});

const NOTHING = (ignoredFor: IgnoredFor) => ({ facts: [], ignoredFor });

/** The event's own id, type and time; `connectors/malformed_event`. */
export function readStripeEvent(body: unknown) {
  return parsed(Event, body);
}

/** What an event of Stripe's says. A checkout is the order; its payment is the name by which refunds and disputes call it. */
export function readStripe({ type, created, livemode, data }: z.infer<typeof Event>): {
  facts: Fact[];
  ignoredFor: IgnoredFor | null;
} {
  if (/^checkout\.session\.(completed|async_payment_(succeeded|failed))$/.test(type)) {
    const session = parsed(Session, data.object);
    if (session.mode === 'setup' || !session.currency || session.amount_total == null)
      return NOTHING('no_goods');
    return livemode ? sessionFacts(session, { type, at: created }) : NOTHING('test');
  }
  if (type === 'refund.created' || type === 'refund.updated') {
    const refund = parsed(Refund, data.object);
    if (!livemode) return NOTHING('test');
    if (!refund.payment_intent) return NOTHING('topic');
    if (refund.status !== 'succeeded') return NOTHING('not_final');
    const { id: refundId, created: at, reason, currency, amount: gross } = refund;
    const of = { reference: refund.payment_intent };
    const said = reason ?? '';
    return {
      facts: [
        { kind: 'refund', of, refundId, chargeback: false, at, reason: said, currency, sum: { gross } },
      ],
      ignoredFor: null,
    };
  }
  if (type === 'charge.dispute.funds_withdrawn' || type === 'charge.dispute.funds_reinstated') {
    const { id: refundId, payment_intent, amount: gross, currency, reason } = parsed(Dispute, data.object);
    if (!livemode) return NOTHING('test');
    if (!payment_intent) return NOTHING('topic');
    const of = { reference: payment_intent };
    if (type === 'charge.dispute.funds_reinstated')
      return { facts: [{ kind: 'won_back', of, refundId, at: created }], ignoredFor: null };
    const said = reason ?? '';
    return {
      facts: [
        {
          kind: 'refund',
          of,
          refundId,
          chargeback: true,
          at: created,
          reason: said,
          currency,
          sum: { gross },
        },
      ],
      ignoredFor: null,
    };
  }
  return NOTHING('topic');
}

function sessionFacts(session: Session, { type, at }: { type: string; at: Date }) {
  const { metadata, total_details, shipping_cost, amount_total, currency, payment_status } = session;
  const orderId = (metadata?.order_id ?? '').trim().slice(0, 100) || session.id;
  const gross = amount_total ?? 0;
  const shipping = shipping_cost?.amount_total ?? total_details?.amount_shipping ?? 0;
  // Of the taxes the goods' alone: shipping's are in its total. Right for prices with and without tax in them.
  const tax = (total_details?.amount_tax ?? 0) - (shipping_cost?.amount_tax ?? 0);
  const paid = payment_status === 'paid' || type.endsWith('async_payment_succeeded');
  const order: OrderFact = {
    kind: 'order',
    orderId,
    reference: session.payment_intent ?? null,
    currency: parsed(Currency, currency),
    base: Math.max(0, gross - shipping - tax),
    gross,
    taxesIncluded: false,
    status: paid ? 'paid' : 'placed',
    // The checkout's, the same in every event of it, and after any click that it can know.
    occurredAt: session.created,
    touches: touchesIn([metadata?.kclid, session.client_reference_id]),
    couponCode: metadata?.coupon_code?.trim().slice(0, 60) || undefined,
    customerId: session.customer ?? undefined,
    items: [],
    parts: partsIn(session),
    metadata: orderId === session.id ? {} : { checkout_session: session.id },
  };
  const of = { orderId };
  const steps: Fact[] = type.endsWith('async_payment_failed')
    ? [{ kind: 'status', of, status: 'cancelled', at }]
    : paid
      ? [{ kind: 'status', of, status: 'paid', at }]
      : [];
  return { facts: [order, ...steps], ignoredFor: null };
}

/** Stripe says each sum in the currency's minor units already. */
function partsIn({ total_details }: Session): OrderFact['parts'] {
  const { amount_discount: discount, amount_shipping: shipping, amount_tax: tax } = total_details ?? {};
  return {
    ...(discount == null ? {} : { discount }),
    ...(shipping == null ? {} : { shipping }),
    ...(tax == null ? {} : { tax }),
  };
}
