import { recordRefund } from '@kolony/commissions';
import { PositiveMinor } from '@kolony/kernel';
import { z } from 'zod';
import { scopeOf } from '../authenticate.ts';
import type { ApiDeps, Typed } from '../deps.ts';

const RefundBody = z.strictObject({
  refund_id: z.string().trim().min(1).max(120),
  order_id: z.string().trim().min(1).max(120),
  /** The refunded part of the order's `amount`, minor units. */
  amount: PositiveMinor.max(1_000_000_000_000),
  occurred_at: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  reason: z.string().trim().max(500).default(''),
});

const Refund = z.object({
  id: z.string(),
  refund_id: z.string(),
  order_id: z.string(),
  amount: z.int(),
  currency: z.string(),
  adjustments: z.array(z.object({ commission_id: z.string(), amount: z.int(), from: z.string() })),
  replayed: z.boolean(),
});

export function refunds(server: Typed, deps: ApiDeps): void {
  server.post(
    '/refunds',
    {
      config: { scope: 'conversions:write' },
      schema: { body: RefundBody, response: { 200: Refund, 201: Refund } },
    },
    async (request, reply) => {
      const { refund_id, order_id, amount, occurred_at, reason } = request.body;
      const refund = { refundId: refund_id, orderId: order_id, amount, occurredAt: occurred_at, reason };
      const result = await recordRefund(deps, scopeOf(request), refund);
      return reply.code(result.replayed ? 200 : 201).send({
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
      });
    },
  );
}
