import { createCampaign, publishCampaign } from '@kolony/campaigns';
import type { NewCampaign } from '@kolony/campaigns/schema';
import { inTransaction, openDatabase } from '@kolony/db';
import { openBrandSession, openKolSession, signUpBrand, signUpKol } from '@kolony/identity';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { movableClock, present } from '@kolony/kernel';
import { makeDatabase } from '@kolony/testing';
import { acceptDeal, inviteKol } from '../src/index.ts';
import type { InviteKol } from '../src/schema.ts';

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
  return {
    deps,
    db,
    clock,
    brand,
    other,
    kol,
    otherKol,
    signUpAs,
    draft: async () => (await createCampaign(deps, brand, campaignOf())).id,
    live,
    /** An invitation of Mei to a live campaign of its own. */
    async invite(more: Partial<InviteKol> = {}) {
      return inviteKol(deps, brand, { campaignId: await live(), kolId: kol.kolId, message: '', ...more });
    },
    accept: (dealId: string, scope = kol) =>
      inTransaction(db, (tx) => acceptDeal(tx, { scope, clock, dealId })),
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
    startsAt: null,
    endsAt: null,
    ...more,
  };
}
