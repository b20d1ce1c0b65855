import { createCampaign, fundCampaign, publishCampaign, recordDeposit } from '@kolony/campaigns';
import type { NewCampaign, TermsRules } from '@kolony/campaigns/schema';
import { inTransaction, openDatabase } from '@kolony/db';
import { openBrandSession, openKolSession, signUpBrand, signUpKol, systemScope } from '@kolony/identity';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { type Currency, movableClock, newId, present } from '@kolony/kernel';
import { balances } from '@kolony/ledger';
import { makeDatabase } from '@kolony/testing';
import {
  acceptCounter,
  acceptDeal,
  confirmPosting,
  inviteKol,
  reviewDraft,
  takeAcceptanceMilestones,
} from '../src/index.ts';
import type { Deal, InviteKol } from '../src/schema.ts';

const password = 'correct horse 9';

/** Two brands and two KOLs, on a database of their own. */
export async function makeWorld() {
  const database = await makeDatabase();
  const db = openDatabase(database.url, { max: 20 });
  const clock = movableClock(new Date('2026-10-01T08:00:00.000Z'));
  const deps = { db, clock };
  const signUp = async (workspace: string): Promise<BrandScope> => {
    const email = `owner@${workspace.toLowerCase()}.example`;
    const { token } = await signUpBrand(deps, { email, password, name: 'Owner', workspace, timeZone: 'UTC' });
    return present(await openBrandSession(deps, token), 'session').scope;
  };
  const signUpAs = async (handle: string, displayName: string): Promise<KolScope> => {
    const email = `${handle}@kol.example`;
    const { token } = await signUpKol(deps, { email, password, displayName, handle, timeZone: 'UTC' });
    return present(await openKolSession(deps, token), 'session').scope;
  };
  const brand = await signUp('Huaxi');
  const other = await signUp('Rival');
  const kol = await signUpAs('mei', 'Mei');
  const otherKol = await signUpAs('bo_li', 'Bo 100%');
  const live = async (more: Partial<NewCampaign> = {}, scope = brand) =>
    (await publishCampaign(deps, scope, { id: (await createCampaign(deps, scope, campaignOf(more))).id })).id;
  const places = ['escrow', 'reserved'] as const;
  return {
    deps,
    db,
    clock,
    brand,
    other,
    kol,
    otherKol,
    system: systemScope('test'),
    signUpAs,
    draft: async () => (await createCampaign(deps, brand, campaignOf())).id,
    live,
    /** A live campaign with so much in its escrow. */
    async funded(budget: number, more: Partial<NewCampaign> = {}) {
      const campaignId = await live(more);
      const { currency } = campaignOf(more);
      await recordDeposit(deps, brand, { amount: budget, currency, reference: newId('bat') });
      await fundCampaign(deps, brand, { campaignId, amount: budget, idempotencyKey: newId('bat') });
      return campaignId;
    },
    /** An invitation of Mei to a live campaign of its own. */
    async invite(more: Partial<InviteKol> = {}) {
      return inviteKol(deps, brand, { campaignId: await live(), kolId: kol.kolId, message: '', ...more });
    },
    accept: (dealId: string, scope = kol, round = 1) =>
      inTransaction(db, (tx) => acceptDeal(tx, { scope, clock, dealId, round })),
    acceptCounter: (dealId: string, round: number, scope = brand) =>
      inTransaction(db, (tx) => acceptCounter(tx, { scope, clock, dealId, round })),
    takeAcceptanceMilestones: (dealId: string) =>
      inTransaction(db, (tx) => takeAcceptanceMilestones(tx, dealId, clock.now())),
    review: (submissionId: string, approve: boolean, note = '') =>
      inTransaction(db, (tx) =>
        reviewDraft(tx, brand, { review: { submissionId, approve, note }, at: clock.now() }),
      ),
    confirm: (submissionId: string, scope = brand) =>
      inTransaction(db, (tx) => confirmPosting(tx, scope, { submissionId, at: clock.now() })),
    /** Free and kept back, minor units. */
    async money(campaignId: string, currency: Currency = 'CNY') {
      const refs = places.map((place) => ({ path: `campaign:${campaignId}:${place}`, currency }));
      const [escrow = 0, reserved = 0] = await balances(db, brand, refs);
      return { escrow, reserved };
    },
    async funding(currency: Currency = 'CNY') {
      const [free] = await balances(db, brand, [{ path: `brand:${brand.brandId}:funding`, currency }]);
      return free;
    },
    /** An agency, and its membership of a KOL when it has one. */
    async agency(name: string, { of, shareBp = 2_000 }: { of?: KolScope; shareBp?: number } = {}) {
      const user = {
        id: newId('usr'),
        email: `${name}@agency.example`,
        name,
        passwordHash: '',
        createdAt: clock.now(),
      };
      await db.user.create({ data: user });
      const id = `agy_${name}`;
      const agency = { id, userId: user.id, name, kind: 'mcn', timeZone: 'UTC', createdAt: clock.now() };
      await db.agency.create({ data: agency });
      if (of)
        await db.agencyMembership.create({
          data: {
            id: `mem_${name}`,
            agencyId: id,
            kolId: of.kolId,
            shareBp,
            state: 'agreed',
            proposedAt: clock.now(),
          },
        });
      return id;
    },
    /** The audit log's actions about a subject, oldest first. */
    async audited(subject: string) {
      const rows = await db.auditEvent.findMany({ where: { subject }, orderBy: { id: 'asc' } });
      return rows.map(({ action, actor }) => ({ action, actor }));
    },
    async [Symbol.asyncDispose]() {
      await db.$disconnect();
      await database[Symbol.asyncDispose]();
    },
  };
}
export type World = Awaited<ReturnType<typeof makeWorld>>;

/** The kinds of the timeline with who made them, oldest first. */
export const timelineOf = (deal: Deal) => deal.timeline.map(({ kind, by }) => `${kind} ${by}`);

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
    openToApply: true,
    startsAt: null,
    endsAt: null,
    ...more,
  };
}

/** 15 % and a fixed fee of ¥3,000.00: a third at signing, two thirds with the posting of the first deliverable. */
export const WITH_FEE: TermsRules = {
  earnings: [{ kind: 'cps', rateBp: 1_500 }],
  milestones: [
    { key: 'sign', title: 'At signing', amount: 100_000, due: 'acceptance' },
    { key: 'post', title: 'With the post', amount: 200_000, due: { deliverable: 0 } },
  ],
  holdDays: 7,
};
