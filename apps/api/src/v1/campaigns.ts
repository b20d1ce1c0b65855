import { listCampaigns } from '@kolony/campaigns';
import { z } from 'zod';
import { scopeOf } from '../authenticate.ts';
import type { ApiDeps, Typed } from '../deps.ts';

const ListQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const CampaignBody = z.object({
  id: z.string(),
  name: z.string(),
  state: z.string(),
  currency: z.string(),
  created_at: z.string(),
  /** Minor units. */
  funded: z.int(),
  free: z.int(),
});

export function campaigns(server: Typed, deps: ApiDeps): void {
  server.get(
    '/campaigns',
    {
      config: { scope: 'campaigns:read' },
      schema: {
        querystring: ListQuery,
        response: { 200: z.object({ data: z.array(CampaignBody), next_cursor: z.string().nullable() }) },
      },
    },
    async (request) => {
      const page = await listCampaigns(deps, scopeOf(request), request.query);
      return {
        data: page.data.map(({ createdAt, dealCount: _, ...campaign }) => ({
          ...campaign,
          created_at: createdAt.toISOString(),
        })),
        next_cursor: page.nextCursor,
      };
    },
  );
}
