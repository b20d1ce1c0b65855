import { createCampaign, publishCampaign } from '@kolony/campaigns';
import type { NewCampaign } from '@kolony/campaigns/schema';
import { inTransaction, openDatabase } from '@kolony/db';
import { acceptDeal, inviteKol } from '@kolony/deals';
import { openBrandSession, openKolSession, signUpBrand, signUpKol } from '@kolony/identity';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { movableClock, present } from '@kolony/kernel';
import { makeDatabase } from '@kolony/testing';
import { firstLink } from '../src/index.ts';

const password = 'correct horse 9';

/** Two brands and two KOLs, on a database of their own. */
export async function makeWorld() {
  const database = await makeDatabase();
  const db = openDatabase(database.url, { max: 20 });
  const clock = movableClock(new Date('2026-10-01T08:00:00.000Z'));
  const deps = { db, clock, trackerUrl: 'https://go.example' };
  const signUp = async (workspace: string): Promise<BrandScope> => {
    const email = `owner@${workspace}.example`;
    const { token } = await signUpBrand(deps, { email, password, name: 'Owner', workspace, timeZone: 'UTC' });
    return present(await openBrandSession(deps, token), 'session').scope;
  };
  const signUpAs = async (handle: string): Promise<KolScope> => {
    const email = `${handle}@kol.example`;
    const { token } = await signUpKol(deps, {
      email,
      password,
      displayName: handle,
      handle,
      timeZone: 'UTC',
    });
    return present(await openKolSession(deps, token), 'session').scope;
  };
  const brand = await signUp('huaxi');
  const other = await signUp('rival');
  const kol = await signUpAs('mei');
  const otherKol = await signUpAs('bo_li');
  /** An invitation to a live campaign of its own. */
  const invite = async (more: Partial<NewCampaign> = {}, scope = kol) => {
    const { id } = await createCampaign(deps, brand, campaignOf(more));
    await publishCampaign(deps, brand, { id });
    return inviteKol(deps, brand, { campaignId: id, kolId: scope.kolId, message: '' });
  };
  /** As the commissions room accepts: the deal and its first link in one transaction. */
  const accept = ({ id: dealId, round }: { id: string; round: number }, scope = kol) =>
    inTransaction(db, async (tx) =>
      firstLink(tx, scope, { deps, deal: await acceptDeal(tx, { scope, clock, dealId, round }) }),
    );
  return {
    deps,
    db,
    accept,
    databaseUrl: database.url,
    clock,
    brand,
    other,
    kol,
    otherKol,
    invite,
    /** An accepted invitation, with its first link. */
    async active(more: Partial<NewCampaign> = {}) {
      const deal = await invite(more);
      return { deal, first: await accept(deal) };
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

function campaignOf(more: Partial<NewCampaign>): NewCampaign {
  return {
    name: 'Spring serum',
    currency: 'CNY',
    brief: 'Show how you use the serum in your own evening routine.',
    disclosure: '广告',
    landingUrl: 'https://shop.example/serum?ref=kol',
    fallbackUrl: null,
    attribution: { model: 'last_click', windowDays: 30, codeRule: 'code_wins' },
    offer: { earnings: [{ kind: 'cps', rateBp: 1_500 }], holdDays: 7 },
    deliverables: [],
    openToApply: false,
    startsAt: null,
    endsAt: null,
    ...more,
  };
}
