import { createCampaign, fundCampaign, publishCampaign, recordDeposit } from '@kolony/campaigns';
import type { Campaign, NewCampaign } from '@kolony/campaigns/schema';
import { acceptOffer } from '@kolony/commissions';
import type { Deps } from '@kolony/db';
import { inviteKol } from '@kolony/deals';
import {
  addChannel,
  openAgencySession,
  openBrandSession,
  openKolSession,
  signUpAgency,
  signUpBrand,
  signUpKol,
} from '@kolony/identity';
import type { AgencyScope, BrandScope, KolScope, NewChannel } from '@kolony/identity/schema';
import { type Currency, present } from '@kolony/kernel';
import type { LinkDeps } from '@kolony/links';
import type { Link } from '@kolony/links/schema';

/** People and agreements, made as their users make them: through the rooms' own use-cases. */
export const DEMO_PASSWORD = 'kolony-demo-2026';

export interface BrandActor {
  scope: BrandScope;
  token: string;
  email: string;
}

export interface KolActor {
  scope: KolScope;
  token: string;
  email: string;
  displayName: string;
}

export interface AgencyActor {
  scope: AgencyScope;
  token: string;
  email: string;
}

export async function castBrand(
  deps: Deps,
  {
    email,
    workspace,
    timeZone = 'Asia/Shanghai',
    name = workspace,
  }: { email: string; workspace: string; timeZone?: string; name?: string },
): Promise<BrandActor> {
  const { token } = await signUpBrand(deps, { email, password: DEMO_PASSWORD, name, workspace, timeZone });
  const session = present(await openBrandSession(deps, token), 'session');
  return { scope: session.scope, token, email };
}

export async function castKol(
  deps: Deps,
  kol: { handle: string; displayName: string; channels?: NewChannel[]; timeZone?: string },
): Promise<KolActor> {
  const email = `${kol.handle}@kol.example`;
  const { token } = await signUpKol(deps, {
    email,
    password: DEMO_PASSWORD,
    displayName: kol.displayName,
    handle: kol.handle,
    timeZone: kol.timeZone ?? 'Asia/Shanghai',
  });
  const { scope } = present(await openKolSession(deps, token), 'session');
  for (const channel of kol.channels ?? []) await addChannel(deps, scope, channel);
  return { scope, token, email, displayName: kol.displayName };
}

export async function castAgency(
  deps: Deps,
  { email, name, timeZone = 'Asia/Shanghai' }: { email: string; name: string; timeZone?: string },
): Promise<AgencyActor> {
  const { token } = await signUpAgency(deps, { email, password: DEMO_PASSWORD, name, kind: 'mcn', timeZone });
  const { scope } = present(await openAgencySession(deps, token), 'session');
  return { scope, token, email };
}

/** A campaign of plain terms; whoever needs other ones says which. */
export function campaignOf(more: Partial<NewCampaign> = {}): NewCampaign {
  return {
    name: 'Spring serum',
    currency: 'CNY',
    brief: 'Show how you use the serum in your own evening routine.',
    disclosure: '广告',
    landingUrl: 'https://shop.example/serum',
    fallbackUrl: null,
    attribution: { model: 'last_click', windowDays: 30, codeRule: 'code_wins' },
    offer: { earnings: [{ kind: 'cps', rateBp: 1_500 }], holdDays: 7 },
    deliverables: [{ title: 'One video', format: 'video', dueAt: null }],
    openToApply: false,
    startsAt: null,
    endsAt: null,
    ...more,
  };
}

/** Draft → deposit → funded → live. Amounts in minor units. */
export async function launch(
  deps: Deps,
  scope: BrandScope,
  { campaign, budget }: { campaign: NewCampaign; budget: number },
): Promise<Campaign> {
  const { id } = await createCampaign(deps, scope, campaign);
  await deposit(deps, scope, {
    amount: budget,
    currency: campaign.currency,
    reference: `WIRE-${id.slice(-8)}`,
  });
  await fundCampaign(deps, scope, { campaignId: id, amount: budget, idempotencyKey: `launch-${id}` });
  return publishCampaign(deps, scope, { id });
}

async function deposit(
  deps: Deps,
  scope: BrandScope,
  money: { amount: number; currency: Currency; reference: string },
): Promise<void> {
  await recordDeposit(deps, scope, money);
}

/** Invite and accept; the answer is the KOL's first tracked link. */
export async function agree(
  deps: LinkDeps,
  { brand, kol, campaignId }: { brand: BrandScope; kol: KolScope; campaignId: string },
): Promise<Link> {
  const deal = await inviteKol(deps, brand, { campaignId, kolId: kol.kolId, message: '' });
  return acceptOffer(deps, kol, { id: deal.id, round: deal.round });
}
