import { explainCommission, listCommissions } from '@kolony/commissions';
import { z } from 'zod';
import { scopeOf } from '../authenticate.ts';
import type { ApiDeps, Typed } from '../deps.ts';
import { CommissionBody, toCommissionBody } from './conversion.ts';
import { snakeCased } from './snake-case.ts';

const ListQuery = z.strictObject({
  campaign_id: z.string().max(40).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const ById = z.object({ id: z.string().max(40) });

export function commissions(server: Typed, deps: ApiDeps): void {
  server.get(
    '/commissions',
    {
      config: { scope: 'commissions:read' },
      schema: { querystring: ListQuery, response: { 200: z.object({ data: z.array(CommissionBody), next_cursor: z.string().nullable() }) } },
    },
    async (request) => {
      const { campaign_id: campaignId, cursor, limit } = request.query;
      const page = await listCommissions(deps, scopeOf(request), { campaignId, cursor, limit });
      return { data: page.data.map(toCommissionBody), next_cursor: page.nextCursor };
    },
  );

  server.get('/commissions/:id/explain', { config: { scope: 'commissions:read' }, schema: { params: ById } }, async (request) => {
    const explanation = await explainCommission(deps, scopeOf(request), { id: request.params.id });
    return snakeCased({ ...explanation, commission: toCommissionBody(explanation.commission) });
  });
}
