import { createCampaign, getCampaign, listCampaigns } from '@kolony/campaigns';
import { NewCampaign } from '@kolony/campaigns/schema';
import { Campaign, CampaignRequest, CampaignSummary, CampaignsQuery } from '@kolony/rest/schema';
import { camelCased, snakeCased } from '@kolony/rest/wire';
import { scopeOf } from '../authenticate.ts';
import type { ApiDeps, Typed } from '../deps.ts';
import { byRoom } from '../problem.ts';
import { ById, pageOf } from './by-id.ts';

const CampaignPage = pageOf(CampaignSummary);

/** Campaigns are drafted here; funding and publishing them is for people. */
export function campaigns(server: Typed, deps: ApiDeps): void {
  const read = { config: { scope: 'campaigns:read' } } as const;

  server.get(
    '/campaigns',
    { ...read, schema: { querystring: CampaignsQuery, response: { 200: CampaignPage } } },
    async (request) => {
      const { data, nextCursor } = await listCampaigns(deps, scopeOf(request), request.query);
      return CampaignPage.parse(snakeCased({ data, nextCursor }));
    },
  );

  server.get(
    '/campaigns/:id',
    { ...read, schema: { params: ById, response: { 200: Campaign } } },
    async (request) =>
      Campaign.parse(snakeCased(await getCampaign(deps, scopeOf(request), { id: request.params.id }))),
  );

  server.post(
    '/campaigns',
    {
      config: { scope: 'campaigns:write' },
      schema: { body: CampaignRequest, response: { 201: Campaign } },
    },
    async (request, reply) => {
      const campaign = byRoom(NewCampaign, camelCased(request.body));
      const draft = await createCampaign(deps, scopeOf(request), campaign);
      return reply.code(201).send(Campaign.parse(snakeCased(draft)));
    },
  );
}
