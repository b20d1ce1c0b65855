import type { NewCampaign, TermsRules } from '@kolony/campaigns/schema';
import { inviteKol } from '@kolony/deals';
import { systemScope } from '@kolony/identity';
import type { KolScope } from '@kolony/identity/schema';
import { after, DAY, isKolonyError } from '@kolony/kernel';
import { auditLedger } from '@kolony/ledger';
import { campaignOf, castKol, type LiveWorld, launch, liveWorld } from '@kolony/scenarios/worlds';
import { expect } from 'vitest';
import {
  acceptOffer,
  recordConversions,
  recordRefund,
  releaseDueHolds,
  replayCommissions,
} from '../src/index.ts';
import type { ConversionResult, NewConversion, NewRefund } from '../src/schema.ts';

export type Rules = Partial<TermsRules>;

/** A live deal under these rules, with short ways to do what shops do, and the audit at the end of every test. */
export async function dealWorld(
  rules: Rules,
  { budget = 1_000_000, campaign = {} }: { budget?: number; campaign?: Partial<NewCampaign> } = {},
) {
  const offer = { earnings: [], holdDays: 7, ...rules };
  const world = await liveWorld({ budget, campaign: campaignOf({ ...campaign, offer }) });
  return Object.assign(world, tools(world));
}

/** A second campaign of the same brand with its own rules, and the KOL's live deal on it. */
async function secondCampaign(w: LiveWorld, rules: Rules, kol: KolScope) {
  const campaign = campaignOf({ name: 'Second', offer: { earnings: [], holdDays: 7, ...rules } });
  const { id } = await launch(w.deps, w.brand.scope, { campaign, budget: 1_000_000 });
  const deal = await inviteKol(w.deps, w.brand.scope, { campaignId: id, kolId: kol.kolId, message: '' });
  const link = await acceptOffer(w.deps, kol, { id: deal.id, round: deal.round });
  const row = await w.deps.db.link.findUniqueOrThrow({ where: { id: link.id }, include: { deal: true } });
  w.clock.move(3_600_000);
  return {
    dealId: deal.id,
    campaignId: id,
    numbers: { linkNo: Number(row.no), dealNo: Number(row.deal.no) },
  };
}

export type DealWorld = Awaited<ReturnType<typeof dealWorld>>;

function tools(w: LiveWorld) {
  const { deps, clock } = w;
  const brand = w.brand.scope;
  const kolParty = `kol:${w.kol.scope.kolId}`;
  return {
    kolParty,
    nextCampaign: (rules: Rules, kol: KolScope) => secondCampaign(w, rules, kol),
    async record(
      orderId: string,
      amount: number,
      more: Partial<NewConversion> = {},
    ): Promise<ConversionResult> {
      const [outcome] = await recordConversions(deps, brand, [w.order(orderId, amount, more)]);
      if (!outcome || isKolonyError(outcome)) throw outcome ?? new Error('no outcome');
      return outcome;
    },
    refund: (orderId: string, amount: number, more: Partial<NewRefund> = {}) =>
      recordRefund(deps, brand, {
        refundId: `R-${orderId}-${amount}`,
        orderId,
        amount,
        items: [],
        kind: 'refund',
        occurredAt: clock.now(),
        reason: 'returned',
        ...more,
      }),
    /** Ends every hold that is due so many days from now. */
    async settle(days = 30) {
      clock.move(days * DAY);
      while ((await releaseDueHolds(deps, systemScope('test'), { limit: 500 })) > 0);
    },
    /** Balance of an account by the end of its path. */
    async balance(path: string): Promise<number> {
      const row = await deps.db.ledgerAccount.findFirst({ where: { brandId: brand.brandId, path } });
      return Number(row?.balance ?? 0n);
    },
    async escrow(): Promise<number> {
      return this.balance(`campaign:${w.campaignId}:escrow`);
    },
    async reserved(): Promise<number> {
      return this.balance(`campaign:${w.campaignId}:reserved`);
    },
    kol: w.kol,
    async of(place: 'pending' | 'payable' | 'in_payout' | 'clawback', party = kolParty): Promise<number> {
      return this.balance(`${party}:${place}`);
    },
    /** Nothing drifted: balances are their entries, and every commission is what its events say. */
    async audit() {
      expect((await auditLedger(deps.db)).drift).toEqual([]);
      expect((await replayCommissions(deps, systemScope('test'))).drift).toEqual([]);
    },
  };
}

/** One more KOL with a live deal on the campaign, under its own rules or the campaign's; two days go by. */
export async function joinKol(
  w: LiveWorld,
  handle: string,
  rules?: TermsRules,
): Promise<{ scope: KolScope; dealId: string; numbers: { linkNo: number; dealNo: number } }> {
  const kol = await castKol(w.deps, { handle, displayName: handle });
  const deal = await inviteKol(w.deps, w.brand.scope, {
    campaignId: w.campaignId,
    kolId: kol.scope.kolId,
    message: '',
    ...(rules ? { offer: rules } : {}),
  });
  const link = await acceptOffer(w.deps, kol.scope, { id: deal.id, round: deal.round });
  const row = await w.deps.db.link.findUniqueOrThrow({ where: { id: link.id }, include: { deal: true } });
  w.clock.move(2 * DAY);
  return {
    scope: kol.scope,
    dealId: deal.id,
    numbers: { linkNo: Number(row.no), dealNo: Number(row.deal.no) },
  };
}

/** An agency that is a party of deals, without an account to sign in with. */
export async function addAgency(w: LiveWorld, name: string, kind = 'promoter'): Promise<string> {
  const id = `agy_${name}`;
  const userId = `usr_${name}`;
  const createdAt = w.clock.now();
  await w.deps.db.user.create({
    data: { id: userId, email: `${name}@agency.example`, name, passwordHash: 'none', createdAt },
  });
  await w.deps.db.agency.create({ data: { id, userId, name, kind, timeZone: 'UTC', createdAt } });
  return id;
}

/** A click of a deal, a minute before an instant. */
export function clickOf(
  id: string,
  numbers: { linkNo: number; dealNo: number },
  at: Date,
): NewConversion['touches'][number] {
  const { linkNo, dealNo } = numbers;
  return { clickId: id, linkNo, dealNo, at: after(at, -60_000) };
}
