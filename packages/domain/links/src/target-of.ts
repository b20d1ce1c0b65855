import type { Deal } from '@kolony/deals/schema';
import { KolonyError } from '@kolony/kernel';
import { checkDestination } from './destination.ts';
import type { LinkRoute, NewLink } from './schema.ts';
import { withUtm } from './utm.ts';

/** Where a link leads, whom and until when, as it is stored. */
export interface LinkTarget {
  destination: string;
  routes: LinkRoute[];
  subIds: string[];
  expiresAt: Date | null;
  consentRequired: boolean;
}

/**
 * What a request makes of a link of this deal. `links/deal_not_active`, `links/campaign_not_live`,
 * `links/bad_destination` {field, host}
 */
export function targetOf(deal: Deal, asked: Omit<NewLink, 'dealId' | 'label'>): LinkTarget {
  if (deal.state !== 'active')
    throw new KolonyError('links/deal_not_active', 'conflict', { state: deal.state });
  if (deal.campaign.state !== 'live')
    throw new KolonyError('links/campaign_not_live', 'conflict', { state: deal.campaign.state });
  const { destination, routes = [], utm, subIds = [], expiresAt = null, consentRequired = false } = asked;
  const home = deal.landingUrl;
  const checked = (address: string, field: string) => {
    const page = checkDestination(address, home, field);
    return utm ? withUtm(page, utm) : page;
  };
  return {
    destination: checked(destination ?? home, 'destination'),
    routes: routes.map((route, index) => ({
      ...route,
      destination: checked(route.destination, `routes.${index}.destination`),
    })),
    subIds,
    expiresAt,
    consentRequired,
  };
}
