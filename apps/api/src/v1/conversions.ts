import {
  closeAfterSaleCase,
  openAfterSaleCase,
  readConversion,
  setConversionStatus,
} from '@kolony/commissions';
import type { BrandScope } from '@kolony/identity/schema';
import { isKolonyError } from '@kolony/kernel';
import { CaseRequest, Conversion, ConversionRequest, StatusRequest } from '@kolony/rest/schema';
import { toConversion } from '@kolony/rest/wire';
import { z } from 'zod';
import { scopeOf } from '../authenticate.ts';
import type { ApiDeps, Typed } from '../deps.ts';
import { batch } from './batch.ts';
import { newConversionOf } from './new-conversion.ts';
import { orderQueue } from './order-queue.ts';

const ByOrder = z.object({ order_id: z.string().max(120) });

export function conversions(server: Typed, deps: ApiDeps): void {
  const queue = orderQueue(deps);
  batch(server, deps, queue);

  server.post(
    '/conversions',
    {
      config: { scope: 'conversions:write' },
      schema: { body: ConversionRequest, response: { 200: Conversion, 201: Conversion } },
    },
    async (request, reply) => {
      const outcome = await queue.record(scopeOf(request), newConversionOf(deps, request.body));
      if (isKolonyError(outcome)) throw outcome;
      return reply.code(outcome.replayed ? 200 : 201).send(toConversion(outcome));
    },
  );

  server.post(
    '/conversions/:order_id/status',
    {
      config: { scope: 'conversions:write' },
      schema: { params: ByOrder, body: StatusRequest, response: { 200: Conversion } },
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
      schema: { params: ByOrder, body: CaseRequest, response: { 200: Conversion } },
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
