import { createCampaign } from '@kolony/campaigns';
import { declineDeal, inviteKol } from '@kolony/deals';
import { createApiKey } from '@kolony/identity';
import { ApiScope } from '@kolony/identity/schema';
import { after, DAY, present } from '@kolony/kernel';
import type { LinkDeps } from '@kolony/links';
import { agree, type BrandActor, castBrand, castKol, type KolActor, launch } from '../cast.ts';
import { BRANDS, CAMPAIGNS, type DemoCampaign, KOLS } from './people.ts';
import type { LiveDeal } from './traffic.ts';

export interface DemoCast {
  brands: Map<string, BrandActor>;
  kols: Map<string, KolActor>;
  apiKeys: { brandId: string; key: string }[];
  /** Campaign key → id. */
  campaigns: Map<string, string>;
  /** Campaign key → its accepted deals. */
  deals: Map<string, LiveDeal[]>;
}

/** Everyone signs up, and the campaigns' deals are made on the day the demo begins. */
export async function castAll(deps: LinkDeps): Promise<DemoCast> {
  const cast: DemoCast = {
    brands: new Map(),
    kols: new Map(),
    apiKeys: [],
    campaigns: new Map(),
    deals: new Map(),
  };
  for (const { key, ...brand } of BRANDS) {
    const actor = await castBrand(deps, brand);
    cast.brands.set(key, actor);
    const { key: secret } = await createApiKey(deps, actor.scope, {
      name: 'Demo shop',
      scopes: [...ApiScope.options],
    });
    cast.apiKeys.push({ brandId: actor.scope.brandId, key: secret });
  }
  for (const { channels, ...kol } of KOLS)
    cast.kols.set(kol.handle, await castKol(deps, { ...kol, channels: [...channels] }));
  for (const campaign of CAMPAIGNS) await stage(deps, cast, campaign);
  return cast;
}

async function stage(deps: LinkDeps, cast: DemoCast, demo: DemoCampaign): Promise<void> {
  const { scope } = present(cast.brands.get(demo.brand), 'brand');
  const kolOf = (handle: string) => present(cast.kols.get(handle), 'kol').scope;
  if (demo.state === 'draft') {
    cast.campaigns.set(demo.key, (await createCampaign(deps, scope, demo.campaign)).id);
    return;
  }
  const dueAt = after(deps.clock.now(), 14 * DAY);
  const campaign = {
    ...demo.campaign,
    deliverables: demo.campaign.deliverables.map((deliverable) => ({ ...deliverable, dueAt })),
  };
  const { id: campaignId } = await launch(deps, scope, { campaign, budget: demo.budget });
  cast.campaigns.set(demo.key, campaignId);
  const deals: LiveDeal[] = [];
  for (const { kol, weight } of demo.deals) {
    const link = await agree(deps, { brand: scope, kol: kolOf(kol), campaignId });
    const row = await deps.db.link.findUniqueOrThrow({
      where: { id: link.id },
      include: { deal: { select: { no: true } } },
    });
    deals.push({
      brandId: scope.brandId,
      campaignId,
      dealId: link.dealId,
      kolId: link.kolId,
      linkId: link.id,
      linkNo: Number(row.no),
      dealNo: Number(row.deal.no),
      weight,
    });
  }
  cast.deals.set(demo.key, deals);
  for (const kol of demo.invited)
    await inviteKol(deps, scope, {
      campaignId,
      kolId: kolOf(kol).kolId,
      message: '看了你的近期内容，想邀请你一起做这期。',
    });
  for (const kol of demo.declined) {
    const deal = await inviteKol(deps, scope, { campaignId, kolId: kolOf(kol).kolId, message: '' });
    await declineDeal(deps, kolOf(kol), { id: deal.id, reason: '最近档期排满了。' });
  }
}
