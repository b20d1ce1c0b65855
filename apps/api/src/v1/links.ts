import { createLink, getBrandLink, listBrandLinks } from '@kolony/links';
import { NewLink } from '@kolony/links/schema';
import { Link, LinkRequest, LinksQuery } from '@kolony/rest/schema';
import { camelCased, snakeCased } from '@kolony/rest/wire';
import { scopeOf } from '../authenticate.ts';
import type { ApiDeps, Typed } from '../deps.ts';
import { byRoom } from '../problem.ts';
import { ById, pageOf } from './by-id.ts';

const LinkPage = pageOf(Link);

/** Tracked links: of all the brand's deals to read, of its active ones to make. */
export function links(server: Typed, deps: ApiDeps): void {
  const read = { config: { scope: 'links:read' } } as const;

  server.get(
    '/links',
    { ...read, schema: { querystring: LinksQuery, response: { 200: LinkPage } } },
    async (request) => {
      const { campaign_id: campaignId, deal_id: dealId, ...query } = request.query;
      const page = await listBrandLinks(deps, scopeOf(request), { campaignId, dealId, ...query });
      return LinkPage.parse(snakeCased({ ...page }));
    },
  );

  server.get('/links/:id', { ...read, schema: { params: ById, response: { 200: Link } } }, async (request) =>
    Link.parse(snakeCased(await getBrandLink(deps, scopeOf(request), { id: request.params.id }))),
  );

  server.post(
    '/links',
    { config: { scope: 'links:write' }, schema: { body: LinkRequest, response: { 201: Link } } },
    async (request, reply) => {
      const link = await createLink(deps, scopeOf(request), byRoom(NewLink, camelCased(request.body)));
      return reply.code(201).send(Link.parse(snakeCased(link)));
    },
  );
}
