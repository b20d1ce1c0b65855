import { recordRefund, winBackChargeback } from '@kolony/commissions';
import type { RefundResult } from '@kolony/commissions/schema';
import { PositiveMinor } from '@kolony/kernel';
import { z } from 'zod';
import { scopeOf } from '../authenticate.ts';
import type { ApiDeps, Typed } from '../deps.ts';

const Amount = PositiveMinor.max(1_000_000_000_000);
const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const Name = z.string().trim().min(1).max(120);

const RefundBody = z.strictObject({
  refund_id: Name,
  order_id: Name,
  /** The refunded part of the order's `amount`, minor units of the order's currency. */
  amount: Amount,
  /** Which lines; their sum is `amount`. Without them the refund is spread over all lines. */
  items: z
    .array(z.strictObject({ sku: z.string().max(120), amount: Amount }))
    .max(500)
    .default([]),
  /** A chargeback is a refund that the bank made; it can be won back. */
  kind: z.enum(['refund', 'chargeback']).default('refund'),
  occurred_at: Instant,
  reason: z.string().trim().max(500).default(''),
});

const WonBackBody = z.strictObject({ order_id: Name, occurred_at: Instant });
const ByRefund = z.object({ refund_id: z.string().max(120) });

const Refund = z.object({
  id: z.string(),
  refund_id: z.string(),
  order_id: z.string(),
  amount: z.int(),
  currency: z.string(),
  adjustments: z.array(
    z.object({ commission_id: z.string(), party: z.string(), amount: z.int(), from: z.string() }),
  ),
  replayed: z.boolean(),
});

export function refunds(server: Typed, deps: ApiDeps): void {
  const config = { scope: 'conversions:write' } as const;
  const response = { 200: Refund, 201: Refund };

  server.post('/refunds', { config, schema: { body: RefundBody, response } }, async (request, reply) => {
    const { refund_id, order_id, occurred_at, ...rest } = request.body;
    const refund = { refundId: refund_id, orderId: order_id, occurredAt: occurred_at, ...rest };
    const result = await recordRefund(deps, scopeOf(request), refund);
    return reply.code(result.replayed ? 200 : 201).send(toBody(result));
  });

  server.post(
    '/refunds/:refund_id/won-back',
    { config, schema: { params: ByRefund, body: WonBackBody, response } },
    async (request, reply) => {
      const { order_id: orderId, occurred_at: occurredAt } = request.body;
      const { refund_id: refundId } = request.params;
      const result = await winBackChargeback(deps, scopeOf(request), { orderId, refundId, occurredAt });
      return reply.code(result.replayed ? 200 : 201).send(toBody(result));
    },
  );
}

function toBody(result: RefundResult): z.infer<typeof Refund> {
  return {
    id: result.id,
    refund_id: result.refundId,
    order_id: result.orderId,
    amount: result.amount,
    currency: result.currency,
    adjustments: result.adjustments.map(({ commissionId, ...rest }) => ({
      commission_id: commissionId,
      ...rest,
    })),
    replayed: result.replayed,
  };
}
