import { getDeal, listDeals } from '@kolony/deals';
import { Deal, DealSummary, DealsQuery } from '@kolony/rest/schema';
import { snakeCased } from '@kolony/rest/wire';
import { scopeOf } from '../authenticate.ts';
import type { ApiDeps, Typed } from '../deps.ts';
import { ById, pageOf } from './by-id.ts';

const DealPage = pageOf(DealSummary);

/** What was agreed with which KOL, and the whole deal room of each; deals are made by people. */
export function deals(server: Typed, deps: ApiDeps): void {
  const config = { scope: 'deals:read' } as const;

  server.get(
    '/deals',
    { config, schema: { querystring: DealsQuery, response: { 200: DealPage } } },
    async (request) => {
      const { campaign_id: campaignId, ...query } = request.query;
      const { data, nextCursor } = await listDeals(deps, scopeOf(request), { campaignId, ...query });
      return DealPage.parse(snakeCased({ data, nextCursor }));
    },
  );

  server.get('/deals/:id', { config, schema: { params: ById, response: { 200: Deal } } }, async (request) =>
    Deal.parse(snakeCased(await getDeal(deps, scopeOf(request), { id: request.params.id }))),
  );
}
