import { recordRefund, winBackChargeback } from '@kolony/commissions';
import type { RefundResult } from '@kolony/commissions/schema';
import { Refund, RefundRequest } from '@kolony/rest/schema';
import { z } from 'zod';
import { scopeOf } from '../authenticate.ts';
import type { ApiDeps, Typed } from '../deps.ts';

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const Name = z.string().trim().min(1).max(120);

const WonBackBody = z.strictObject({ order_id: Name, occurred_at: Instant });
const ByRefund = z.object({ refund_id: z.string().max(120) });

export function refunds(server: Typed, deps: ApiDeps): void {
  const config = { scope: 'conversions:write' } as const;
  const response = { 200: Refund, 201: Refund };

  server.post('/refunds', { config, schema: { body: RefundRequest, response } }, async (request, reply) => {
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

function toBody(result: RefundResult): Refund {
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
