import { getCampaign } from '@kolony/campaigns';
import { getDeal, listDeals } from '@kolony/deals';
import { present } from '@kolony/kernel';
import { type LinkDeps, listCampaignLinks, listCoupons } from '@kolony/links';
import { DEMO_PASSWORD } from '../cast.ts';
import type { DemoCast } from './cast-all.ts';

/** demo.json: what a script needs to use the demo (the README lists its fields). */
export interface DemoManifest {
  urls: { brand: string; portal: string; tracker: string; api: string };
  logins: {
    app: 'brand' | 'portal';
    role: string;
    brand_id?: string;
    kol_id?: string;
    agency_id?: string;
    email: string;
    password: string;
  }[];
  api_keys: { brand_id: string; key: string }[];
  campaigns: {
    id: string;
    brand_id: string;
    name: string;
    currency: string;
    state: string;
    attribution: { model: string; window_days: number; code_rule: string };
    deals: {
      id: string;
      kol_id: string;
      state: string;
      terms_version: number | null;
      terms: unknown;
      links: { id: string; slug: string }[];
      coupons: { id: string; code: string }[];
    }[];
  }[];
}

export async function manifestOf(
  deps: LinkDeps,
  cast: DemoCast,
  urls: DemoManifest['urls'],
): Promise<DemoManifest> {
  const campaigns: DemoManifest['campaigns'] = [];
  for (const { scope } of cast.brands.values())
    for (const id of cast.campaigns.values()) {
      const own = await deps.db.campaign.findFirst({
        where: { id, brandId: scope.brandId },
        select: { id: true },
      });
      if (!own) continue;
      const campaign = await getCampaign(deps, scope, { id });
      const links = await listCampaignLinks(deps, scope, { campaignId: id });
      const deals: DemoManifest['campaigns'][number]['deals'] = [];
      for (const { id: dealId } of (await listDeals(deps, scope, { campaignId: id, limit: 100 })).data) {
        const deal = await getDeal(deps, scope, { id: dealId });
        deals.push({
          id: dealId,
          kol_id: deal.kol.id,
          state: deal.state,
          terms_version: deal.termsVersion,
          terms: deal.rules,
          coupons: (await listCoupons(deps, scope, { dealId })).map((coupon) => ({
            id: coupon.id,
            code: coupon.code,
          })),
          links: links
            .filter((link) => link.dealId === dealId)
            .map((link) => ({ id: link.id, slug: link.slug })),
        });
      }
      const { model, windowDays, codeRule } = campaign.attribution;
      campaigns.push({
        id,
        brand_id: scope.brandId,
        name: campaign.name,
        currency: campaign.currency,
        state: campaign.state,
        deals,
        attribution: { model, window_days: windowDays, code_rule: codeRule },
      });
    }
  return {
    urls,
    logins: [
      ...[...cast.brands.values()].map(({ scope, email }) => ({
        app: 'brand' as const,
        role: 'owner',
        brand_id: scope.brandId,
        email,
        password: DEMO_PASSWORD,
      })),
      ...cast.colleagues.map(({ scope, email, role }) => ({
        app: 'brand' as const,
        role,
        brand_id: scope.brandId,
        email,
        password: DEMO_PASSWORD,
      })),
      ...[...cast.kols.values()].map(({ scope, email }) => ({
        app: 'portal' as const,
        role: 'kol',
        kol_id: present(scope.kolId, 'kol'),
        email,
        password: DEMO_PASSWORD,
      })),
      ...cast.agencies.map(({ scope, email }) => ({
        app: 'portal' as const,
        role: 'agency',
        agency_id: scope.agencyId,
        email,
        password: DEMO_PASSWORD,
      })),
    ],
    api_keys: cast.apiKeys.map(({ brandId, key }) => ({ brand_id: brandId, key })),
    campaigns,
  };
}
