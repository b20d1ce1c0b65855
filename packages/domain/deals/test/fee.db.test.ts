import { closeCampaign } from '@kolony/campaigns';
import type { TermsRules } from '@kolony/campaigns/schema';
import { auditLedger } from '@kolony/ledger';
import { describe, expect, test } from 'vitest';
import { applyToCampaign, endDeal, getDeal, inviteKol, milestonesOf, terminateDeal } from '../src/index.ts';
import { makeWorld, timelineOf, WITH_FEE, type World } from './world.ts';

const FEE = 300_000;
const offered = (w: World, campaignId: string, kolId = w.kol.kolId, offer: TermsRules = WITH_FEE) =>
  inviteKol(w.deps, w.brand, { campaignId, kolId, message: '', offer });

describe('a fixed fee', () => {
  test('is kept back from the escrow when the deal is accepted, and tied to what the KOL owes', async () => {
    await using w = await makeWorld();
    const campaignId = await w.funded(1_000_000);
    const { id } = await offered(w, campaignId);
    expect(await w.money(campaignId)).toEqual({ escrow: 1_000_000, reserved: 0 });
    w.clock.move(1_000);
    const deal = await w.accept(id);
    expect(await w.money(campaignId)).toEqual({ escrow: 700_000, reserved: FEE });
    const changedAt = w.clock.now();
    expect(deal.milestones).toEqual([
      { key: 'sign', title: 'At signing', amount: 100_000, state: 'reserved', changedAt },
      { key: 'post', title: 'With the post', amount: 200_000, state: 'reserved', changedAt },
    ]);
    expect(deal.work).toMatchObject([
      { position: 0, title: 'One video', format: 'video', milestoneKey: 'post', state: 'open', turn: 'kol' },
    ]);
    expect(deal.turn).toBe('kol');
    expect(await milestonesOf(w.db, w.brand, { dealId: id })).toEqual(deal.milestones);
    const entries = await w.db.ledgerEntry.findMany({
      where: { subject: id },
      include: { transaction: true, account: true },
      orderBy: { position: 'asc' },
    });
    expect(entries.map((entry) => [entry.transaction.kind, entry.account.kind, entry.amount])).toEqual([
      ['reserve', 'escrow', -300_000n],
      ['reserve', 'reserved', 300_000n],
    ]);
    expect((await auditLedger(w.db)).drift).toEqual([]);
  });

  test('that the budget cannot pay refuses the signature, and nothing of it happened', async () => {
    await using w = await makeWorld();
    const campaignId = await w.funded(299_999);
    const { id } = await offered(w, campaignId);
    const refusal = {
      code: 'deals/budget_too_small',
      kind: 'insufficient',
      facts: { missing: 1, currency: 'CNY', short: '0.01' },
    };
    await expect(w.accept(id)).rejects.toMatchObject(refusal);
    expect(await getDeal(w.deps, w.brand, { id })).toMatchObject({
      state: 'invited',
      terms: [],
      milestones: [],
      work: [],
    });
    expect(await w.money(campaignId)).toEqual({ escrow: 299_999, reserved: 0 });
    expect(await w.db.dealMilestone.count()).toBe(0);
  });

  test('of an unfunded campaign refuses likewise; a deal without one needs no money', async () => {
    await using w = await makeWorld();
    const campaignId = await w.live();
    const { id } = await offered(w, campaignId);
    await expect(w.accept(id)).rejects.toMatchObject({
      code: 'deals/budget_too_small',
      facts: { missing: FEE, short: '3000.00' },
    });
    const { id: other } = await w.invite({ campaignId, kolId: w.otherKol.kolId });
    expect(await w.accept(other, w.otherKol)).toMatchObject({ state: 'active', milestones: [] });
  });

  test('also when the brand accepts an application', async () => {
    await using w = await makeWorld();
    const campaignId = await w.funded(FEE, { offer: WITH_FEE });
    const { id } = await applyToCampaign(w.deps, w.kol, { campaignId, message: '' });
    await w.acceptCounter(id, 1);
    expect(await w.money(campaignId)).toEqual({ escrow: 0, reserved: FEE });
  });

  test('two acceptances at once against money for one: one is signed, the other is told', async () => {
    await using w = await makeWorld();
    for (let attempt = 0; attempt < 5; attempt++) {
      const campaignId = await w.funded(FEE + 100);
      const [mei, bo] = [await offered(w, campaignId), await offered(w, campaignId, w.otherKol.kolId)];
      const results = await Promise.allSettled([w.accept(mei.id), w.accept(bo.id, w.otherKol)]);
      const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
      expect(refused).toMatchObject([{ code: 'deals/budget_too_small', facts: { missing: FEE - 100 } }]);
      expect(await w.money(campaignId)).toEqual({ escrow: 100, reserved: FEE });
    }
    expect((await auditLedger(w.db)).drift).toEqual([]);
  });

  test('ten acceptances of one deal at once keep it back once', async () => {
    await using w = await makeWorld();
    const campaignId = await w.funded(10 * FEE);
    const { id } = await offered(w, campaignId);
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => w.accept(id)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await w.money(campaignId)).toEqual({ escrow: 9 * FEE, reserved: FEE });
    expect(await w.db.dealMilestone.count()).toBe(2);
    expect(await w.db.dealDeliverable.count()).toBe(1);
  });
});

describe('what is due with the signature', () => {
  test('is marked released once, with who shares it', async () => {
    await using w = await makeWorld();
    const { id } = await offered(w, await w.funded(FEE));
    await w.accept(id);
    const legs = [{ party: `kol:${w.kol.kolId}`, kind: 'kol', name: 'Mei', shareBp: 10_000 }];
    expect(await w.takeAcceptanceMilestones(id)).toMatchObject([
      { key: 'sign', amount: 100_000, state: 'released', legs },
    ]);
    expect(await w.takeAcceptanceMilestones(id)).toEqual([]);
    const deal = await getDeal(w.deps, w.brand, { id });
    expect(deal.milestones.map(({ key, state }) => [key, state])).toEqual([
      ['sign', 'released'],
      ['post', 'reserved'],
    ]);
    expect(deal.timeline.at(-1)).toMatchObject({
      kind: 'milestone_released',
      by: 'system',
      facts: { key: 'sign', title: 'At signing', amount: 100_000 },
    });
  });

  test('is nothing for a deal without such a part', async () => {
    await using w = await makeWorld();
    const { id } = await w.invite();
    await w.accept(id);
    expect(await w.takeAcceptanceMilestones(id)).toEqual([]);
  });
});

describe.each([
  ['ended', endDeal],
  ['terminated', terminateDeal],
] as const)('a deal that is %s', (state, move) => {
  test('gives back what of its fee is not due', async () => {
    await using w = await makeWorld();
    const campaignId = await w.funded(1_000_000);
    const { id } = await offered(w, campaignId);
    await w.accept(id);
    await w.takeAcceptanceMilestones(id);
    w.clock.move(5_000);
    const deal = await move(w.deps, w.brand, { id, reason: 'over' });
    expect(deal.milestones.map(({ key, state: is }) => [key, is])).toEqual([
      ['sign', 'released'],
      ['post', 'returned'],
    ]);
    // The released third has left by what commissions posted; here it is still where it was kept.
    expect(await w.money(campaignId)).toEqual({ escrow: 900_000, reserved: 100_000 });
    expect(deal).toMatchObject({ state, reason: 'over', turn: null, work: [{ turn: null }] });
    expect(timelineOf(deal).slice(-2)).toEqual([`${state} brand`, 'milestone_returned system']);
    expect(deal.timeline.at(-1)?.facts).toEqual({ key: 'post', title: 'With the post', amount: 200_000 });
    expect((await auditLedger(w.db)).drift).toEqual([]);
  });

  test('of a closed campaign gives it back to the workspace', async () => {
    await using w = await makeWorld();
    const campaignId = await w.funded(1_000_000);
    const { id } = await offered(w, campaignId);
    await w.accept(id);
    await closeCampaign(w.deps, w.brand, { id: campaignId });
    expect([await w.money(campaignId), await w.funding()]).toEqual([{ escrow: 0, reserved: FEE }, 700_000]);
    await move(w.deps, w.brand, { id, reason: 'over' });
    expect([await w.money(campaignId), await w.funding()]).toEqual([{ escrow: 0, reserved: 0 }, 1_000_000]);
    expect((await auditLedger(w.db)).drift).toEqual([]);
  });

  test('while the campaign is being closed: whichever is first, no money stays behind', async () => {
    await using w = await makeWorld();
    for (let attempt = 0; attempt < 5; attempt++) {
      const before = await w.funding();
      const campaignId = await w.funded(500_000);
      const { id } = await offered(w, campaignId);
      await w.accept(id);
      await Promise.all([
        closeCampaign(w.deps, w.brand, { id: campaignId }),
        move(w.deps, w.brand, { id, reason: 'over' }),
      ]);
      expect(await w.money(campaignId)).toEqual({ escrow: 0, reserved: 0 });
      expect(await w.funding()).toBe((before ?? 0) + 500_000);
    }
  });
});

describe('the parties of a deal', () => {
  const legsOf = async (w: World, id: string) =>
    (await w.accept(id)).terms[0]?.legs.map(({ party, kind, name, shareBp }) => [party, kind, name, shareBp]);

  test('are the KOL, the partners of the Terms, and the agency that the KOL is in at that moment', async () => {
    await using w = await makeWorld();
    const partner = await w.agency('broker');
    const own = await w.agency('house', { of: w.kol, shareBp: 2_500 });
    const offer = { ...WITH_FEE, milestones: undefined, partners: [{ agencyId: partner, shareBp: 2_000 }] };
    const { id } = await w.invite({ offer });
    // 10,000 − 2,000 = 8,000 for the KOL alone, a quarter of it for the KOL's agency.
    expect(await legsOf(w, id)).toEqual([
      [`kol:${w.kol.kolId}`, 'kol', 'Mei', 6_000],
      [`agency:${partner}`, 'mcn', 'broker', 2_000],
      [`agency:${own}`, 'mcn', 'house', 2_000],
    ]);
  });

  test('are not changed by a membership that ends, and only an agreed one counts', async () => {
    await using w = await makeWorld();
    const agencyId = await w.agency('house', { of: w.kol });
    const first = await w.invite();
    const signed = await w.accept(first.id);
    for (const state of ['proposed', 'declined', 'withdrawn', 'ended']) {
      await w.db.agencyMembership.updateMany({ where: { agencyId }, data: { state } });
      const { id } = await w.invite();
      expect(await legsOf(w, id)).toEqual([[`kol:${w.kol.kolId}`, 'kol', 'Mei', 10_000]]);
    }
    expect((await getDeal(w.deps, w.brand, { id: first.id })).terms).toEqual(signed.terms);
    expect(signed.terms[0]?.legs.map(({ shareBp }) => shareBp)).toEqual([8_000, 2_000]);
  });
});
