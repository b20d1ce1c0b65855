import { openDatabase } from '@kolony/db';
import { openBrandSession, signUpBrand } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { type Currency, movableClock, present } from '@kolony/kernel';
import { makeDatabase } from '@kolony/testing';
import { createCampaign, fundCampaign, publishCampaign, recordDeposit } from '../src/index.ts';
import type { NewCampaign } from '../src/schema.ts';

/** Two brands that must not see one another, on a database of their own. */
export async function makeWorld() {
  const database = await makeDatabase();
  const db = openDatabase(database.url, { max: 10 });
  const clock = movableClock(new Date('2026-10-01T08:00:00.000Z'));
  const deps = { db, clock };
  const signUp = async (workspace: string): Promise<BrandScope> => {
    const email = `owner@${workspace}.example`;
    const { token } = await signUpBrand(deps, {
      email,
      password: 'correct horse 9',
      name: 'Owner',
      workspace,
      timeZone: 'UTC',
    });
    return present(await openBrandSession(deps, token), 'session').scope;
  };
  const brand = await signUp('huaxi');
  const other = await signUp('rival');
  let references = 0;
  return {
    deps,
    db,
    clock,
    brand,
    other,
    draft: (more: Partial<NewCampaign> = {}) => createCampaign(deps, brand, campaignOf(more)),
    async live(more: Partial<NewCampaign> = {}) {
      return publishCampaign(deps, brand, { id: (await createCampaign(deps, brand, campaignOf(more))).id });
    },
    deposit: (amount: number, currency: Currency = 'CNY') =>
      recordDeposit(deps, brand, { amount, currency, reference: `WIRE-${++references}` }),
    fund: (campaignId: string, amount: number, idempotencyKey = `intent-${++references}`) =>
      fundCampaign(deps, brand, { campaignId, amount, idempotencyKey }),
    /** The audit log's actions about a subject, oldest first. */
    async audited(subject: string) {
      const rows = await db.auditEvent.findMany({ where: { subject }, orderBy: { id: 'asc' } });
      return rows.map(({ action, actor, brandId, facts }) => ({ action, actor, brandId, facts }));
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
    deliverables: [
      { title: 'One video', format: 'video', dueAt: new Date('2026-11-01T00:00:00.000Z') },
      { title: 'One post', format: 'post', dueAt: null },
    ],
    openToApply: false,
    startsAt: null,
    endsAt: null,
    ...more,
  };
}
