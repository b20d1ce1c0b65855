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
import { createCoupon, type LinkDeps } from '@kolony/links';
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
import { audienceOf } from './audience.ts';
import { CAMPAIGNS, type DemoCampaign, type Progress } from './campaigns.ts';
import { ACCOUNTS, AGENCIES, BRANDS, COLLEAGUES, KOLS } from './people.ts';
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
  /** What is handed in later: so many days before the demo's present. */
  work: { ago: number; handIn(): Promise<void> }[];
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
    work: [],
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
  for (const [nth, { kol, weight, work, coupon }] of demo.deals.entries()) {
    const link = await agree(deps, { brand: scope, kol: kolOf(kol), campaignId });
    const { dealId } = link;
    const person = present(
      KOLS.find(({ handle }) => handle === kol),
      'kol',
    );
    if (coupon) await createCoupon(deps, scope, { dealId, code: coupon.code });
    if (work) {
      const handIns = await makeContent(deps, {
        brand: scope,
        kol: kolOf(kol),
        dealId,
        work,
        said: SAID[demo.brand],
        channel: person.channels[0].url,
      });
      for (const [at, handIn] of handIns.entries())
        cast.work.push({ ago: Math.max(1, demo.launchedAgo - 2 - 5 * at - nth), handIn });
    }
    const row = await deps.db.link.findUniqueOrThrow({
      where: { id: link.id },
      include: { deal: { select: { no: true } } },
    });
    deals.push({
      brandId: scope.brandId,
      campaignId,
      kol,
      dealId,
      kolId: link.kolId,
      linkId: link.id,
      linkNo: Number(row.no),
      dealNo: Number(row.deal.no),
      weight,
      audience: audienceOf(person),
      coupon,
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

/** What is sent and said, in the words of the brand's market; the label that the campaign asks for is in it. */
const SAID = {
  huaxi: {
    sample: { item: '正装一份', quantity: 1, cost: 12_900 },
    carrier: '顺丰',
    text: '「广告」用了一整周，早晚各一次，说说我的真实感受。',
  },
  northloop: {
    sample: { item: 'One of each, size M', quantity: 1, cost: 8_900 },
    carrier: 'UPS',
    text: 'Two days of rain on the ridge with it: what held and what did not. #ad',
  },
};

interface Content {
  brand: BrandActor['scope'];
  kol: KolActor['scope'];
  dealId: string;
  work: readonly Progress[];
  said: (typeof SAID)[keyof typeof SAID];
  /** Where the KOL posts. */
  channel: string;
}

/** A sample travels; then, one after the other, deliverables are drafted, approved, posted with their label and confirmed, or stop before. */
async function makeContent(
  deps: LinkDeps,
  { brand, kol, dealId, work, said, channel }: Content,
): Promise<(() => Promise<void>)[]> {
  const { samples } = await promiseSample(deps, brand, { dealId, ...said.sample });
  const sample = present(samples[0], 'sample');
  await shipSample(deps, brand, {
    id: sample.id,
    carrier: said.carrier,
    trackingNo: `SF${sample.id.slice(-10).toUpperCase()}`,
  });
  const deal = await getDeal(deps, brand, { id: dealId });
  return work.map((until, index) => async () => {
    const { id: deliverableId } = present(deal.work[index], 'deliverable');
    const handIn = { deliverableId, text: said.text, media: [] };
    const newest = ({ work: all }: typeof deal) =>
      present(all.find(({ id }) => id === deliverableId)?.submissions.at(-1), 'submission').id;
    const draft = newest(await submitDraft(deps, kol, { ...handIn, url: null }));
    if (until === 'draft') return;
    await reviewSubmission(deps, brand, { submissionId: draft, approve: true, note: '' });
    const url = `${channel}/${deliverableId.slice(-12)}`;
    const proof = newest(await submitProof(deps, kol, { ...handIn, url }));
    if (until === 'confirmed')
      await reviewSubmission(deps, brand, { submissionId: proof, approve: true, note: '' });
  });
}
