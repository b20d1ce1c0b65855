import {
  closeAfterSaleCase,
  openAfterSaleCase,
  readConversion,
  setConversionStatus,
} from '@kolony/commissions';
import { type ClaimedTouch, Fx, type NewConversion, OrderItem } from '@kolony/commissions/schema';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency, isKolonyError, PositiveMinor } from '@kolony/kernel';
import { readClickToken } from '@kolony/tracking';
import { z } from 'zod';
import { scopeOf } from '../authenticate.ts';
import type { ApiDeps, Typed } from '../deps.ts';
import { Conversion, toConversion } from './conversion.ts';
import { orderQueue } from './order-queue.ts';

const Amount = PositiveMinor.max(1_000_000_000_000);
const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const ClickId = z.string().min(1).max(100);

const ConversionBody = z.strictObject({
  order_id: z.string().trim().min(1).max(120),
  /** What the customer paid for goods after discounts, without tax and shipping, minor units. */
  amount: Amount,
  currency: Currency,
  /** The campaign's currency, the rate (units of it for one unit of the order's) and where the rate is from. */
  fx: z.strictObject(Fx.shape).optional(),
  occurred_at: Instant,
  click_id: ClickId.optional(),
  /** Click ids, oldest first. */
  touches: z.array(ClickId).max(50).optional(),
  coupon_code: z.string().trim().max(60).optional(),
  customer_id: z.string().max(200).optional(),
  /** The shop's own word; without it the first order of a customer_id is a new customer's. */
  customer_is_new: z.boolean().optional(),
  status: z.enum(['placed', 'paid', 'completed']).default('paid'),
  items: z.array(OrderItem.strict()).max(500).default([]),
  metadata: z.record(z.string().max(60), z.string().max(500)).default({}),
});

const StatusBody = z.strictObject({
  status: z.enum(['paid', 'completed', 'cancelled']),
  occurred_at: Instant,
});
/** A return, exchange or dispute that is being handled: the order's holds stand still while one is open. */
const CaseBody = z.strictObject({
  case_id: z.string().trim().min(1).max(120),
  status: z.enum(['opened', 'closed']),
  occurred_at: Instant,
});
const ByOrder = z.object({ order_id: z.string().max(120) });

export function conversions(server: Typed, deps: ApiDeps): void {
  const enqueue = orderQueue(deps);

  server.post(
    '/conversions',
    {
      config: { scope: 'conversions:write' },
      schema: { body: ConversionBody, response: { 200: Conversion, 201: Conversion } },
    },
    async (request, reply) => {
      const outcome = await enqueue(scopeOf(request), toNewConversion(deps, request.body));
      if (isKolonyError(outcome)) throw outcome;
      return reply.code(outcome.replayed ? 200 : 201).send(toConversion(outcome));
    },
  );

  server.post(
    '/conversions/:order_id/status',
    {
      config: { scope: 'conversions:write' },
      schema: { params: ByOrder, body: StatusBody, response: { 200: Conversion } },
    },
    async (request) => {
      const { status, occurred_at: occurredAt } = request.body;
      return toConversion(
        await setConversionStatus(deps, scopeOf(request), {
          orderId: request.params.order_id,
          status,
          occurredAt,
        }),
      );
    },
  );

  server.post(
    '/conversions/:order_id/cases',
    {
      config: { scope: 'conversions:write' },
      schema: { params: ByOrder, body: CaseBody, response: { 200: Conversion } },
    },
    async (request) => {
      const scope = scopeOf(request);
      const { case_id: caseId, status, occurred_at: occurredAt } = request.body;
      const { order_id: orderId } = request.params;
      const change = status === 'opened' ? openAfterSaleCase : closeAfterSaleCase;
      await change(deps, scope, { orderId, caseId, occurredAt });
      return toConversion(await readConversion(deps, scope, { orderId }));
    },
  );

  server.get(
    '/conversions/:order_id',
    { config: { scope: 'conversions:read' }, schema: { params: ByOrder, response: { 200: Conversion } } },
    async (request) =>
      toConversion(
        await readConversion(deps, scopeOf(request) satisfies BrandScope, {
          orderId: request.params.order_id,
        }),
      ),
  );
}

function toNewConversion({ clickKeys }: ApiDeps, body: z.infer<typeof ConversionBody>): NewConversion {
  const ids = [...new Set([...(body.touches ?? []), ...(body.click_id ? [body.click_id] : [])])];
  const touches: ClaimedTouch[] = [];
  const refusedClicks: NewConversion['refusedClicks'] = [];
  for (const clickId of ids) {
    const read = readClickToken(clickKeys, clickId);
    if (read.ok) touches.push({ clickId, linkNo: read.linkNo, dealNo: read.dealNo, at: read.at });
    else refusedClicks.push({ clickId, reason: read.reason });
  }
  return {
    orderId: body.order_id,
    amount: body.amount,
    currency: body.currency,
    ...(body.fx ? { fx: body.fx } : {}),
    status: body.status,
    occurredAt: body.occurred_at,
    touches,
    refusedClicks,
    ...(body.coupon_code ? { couponCode: body.coupon_code } : {}),
    ...(body.customer_id ? { customerId: body.customer_id } : {}),
    ...(body.customer_is_new === undefined ? {} : { customerIsNew: body.customer_is_new }),
    items: body.items,
    metadata: body.metadata,
  };
}
