import { createCampaign } from '@kolony/campaigns';
import { reviewSubmission } from '@kolony/commissions';
import {
  counterOffer,
  declineDeal,
  getDeal,
  inviteKol,
  promiseSample,
  shipSample,
  submitDraft,
  submitProof,
} from '@kolony/deals';
import {
  acceptInvitation,
  answerMembership,
  createApiKey,
  inviteMember,
  proposeMembership,
  setSiteOrigins,
} from '@kolony/identity';
import { ApiScope } from '@kolony/identity/schema';
import { after, DAY, present } from '@kolony/kernel';
import type { LinkDeps } from '@kolony/links';
import { saveProfile } from '@kolony/payouts';
import {
  type AgencyActor,
  agree,
  type BrandActor,
  castAgency,
  castBrand,
  castKol,
  DEMO_PASSWORD,
  type KolActor,
  launch,
} from '../cast.ts';
import { ACCOUNTS, AGENCIES, BRANDS, CAMPAIGNS, COLLEAGUES, type DemoCampaign, KOLS } from './people.ts';
import type { LiveDeal } from './traffic.ts';

export interface DemoCast {
  brands: Map<string, BrandActor>;
  colleagues: { scope: BrandActor['scope']; email: string; role: string }[];
  kols: Map<string, KolActor>;
  agencies: AgencyActor[];
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
    colleagues: [],
    kols: new Map(),
    agencies: [],
    apiKeys: [],
    campaigns: new Map(),
    deals: new Map(),
  };
  for (const { key, shop, ...brand } of BRANDS) {
    const actor = await castBrand(deps, brand);
    cast.brands.set(key, actor);
    await setSiteOrigins(deps, actor.scope, { origins: [shop] });
    const { key: secret } = await createApiKey(deps, actor.scope, {
      name: 'Demo shop',
      scopes: [...ApiScope.options],
    });
    cast.apiKeys.push({ brandId: actor.scope.brandId, key: secret });
  }
  for (const { brand, email, name, role } of COLLEAGUES) {
    const { scope } = present(cast.brands.get(brand), 'brand');
    const { token } = await inviteMember(deps, scope, { email, role });
    await acceptInvitation(deps, { token, name, password: DEMO_PASSWORD });
    cast.colleagues.push({ scope, email, role });
  }
  for (const { channels, ...kol } of KOLS)
    cast.kols.set(kol.handle, await castKol(deps, { ...kol, channels: [...channels] }));
  await giveAccounts(deps, cast);
  await formAgencies(deps, cast);
  for (const campaign of CAMPAIGNS) await stage(deps, cast, campaign);
  return cast;
}

async function giveAccounts(deps: LinkDeps, cast: DemoCast): Promise<void> {
  for (const [handle, account] of Object.entries(ACCOUNTS))
    await saveProfile(deps, present(cast.kols.get(handle), 'kol').scope, {
      account,
      taxRuleSet: 'none',
      legalName: account.holder,
      taxId: '',
    });
}

/** Before the first deal: an agency's share is written into the deals accepted after it was agreed. */
async function formAgencies(deps: LinkDeps, cast: DemoCast): Promise<void> {
  for (const { members, asked, ...agency } of AGENCIES) {
    const actor = await castAgency(deps, agency);
    cast.agencies.push(actor);
    for (const { kol, shareBp } of members) {
      const { id } = await proposeMembership(deps, actor.scope, { handle: kol, shareBp });
      await answerMembership(deps, present(cast.kols.get(kol), 'kol').scope, { id, agree: true });
    }
    for (const { kol, shareBp } of asked)
      await proposeMembership(deps, actor.scope, { handle: kol, shareBp });
  }
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
  for (const { kol, weight, work } of demo.deals) {
    const link = await agree(deps, { brand: scope, kol: kolOf(kol), campaignId });
    if (work) await makeContent(deps, { brand: scope, kol: kolOf(kol), dealId: link.dealId, until: work });
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
  for (const { kol, rateBp } of demo.countered ?? []) {
    const deal = await inviteKol(deps, scope, { campaignId, kolId: kolOf(kol).kolId, message: '' });
    await counterOffer(deps, kolOf(kol), {
      id: deal.id,
      round: deal.round,
      rules: { ...deal.rules, earnings: [{ kind: 'cps', rateBp }] },
      deliverables: deal.deliverables,
      message: 'Two trips instead of one, so a little more per sale.',
    });
  }
}

/** A sample travels; the first deliverable is drafted, approved, posted with its label and confirmed, or stops before. */
async function makeContent(
  deps: LinkDeps,
  {
    brand,
    kol,
    dealId,
    until,
  }: {
    brand: BrandActor['scope'];
    kol: KolActor['scope'];
    dealId: string;
    until: 'draft' | 'posted' | 'confirmed';
  },
): Promise<void> {
  const { samples } = await promiseSample(deps, brand, {
    dealId,
    item: '正装一份',
    quantity: 1,
    cost: 12_900,
  });
  const sample = present(samples[0], 'sample');
  await shipSample(deps, brand, {
    id: sample.id,
    carrier: '顺丰',
    trackingNo: `SF${sample.id.slice(-10).toUpperCase()}`,
  });
  const deliverableId = present((await getDeal(deps, brand, { id: dealId })).work[0], 'deliverable').id;
  const text = '「广告」用了一整周，早晚各一次，说说我的真实感受。';
  const newest = (deal: Awaited<ReturnType<typeof submitDraft>>) =>
    present(deal.work.find(({ id }) => id === deliverableId)?.submissions.at(-1), 'submission').id;
  const draft = newest(await submitDraft(deps, kol, { deliverableId, text, url: null, media: [] }));
  if (until === 'draft') return;
  await reviewSubmission(deps, brand, { submissionId: draft, approve: true, note: '' });
  const url = `https://posts.example/${dealId}`;
  const proof = newest(await submitProof(deps, kol, { deliverableId, text, url, media: [] }));
  if (until === 'confirmed')
    await reviewSubmission(deps, brand, { submissionId: proof, approve: true, note: '' });
}
